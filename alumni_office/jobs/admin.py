from django.contrib import admin
from django.urls import path

from . import views
from .models import Job


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    """Everyone's own jobs: watch, stop, resume, take the result away. Nothing is edited by hand."""

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    has_module_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        desk = self.admin_site.admin_view
        chrome = {"model_admin": self}
        return [
            path("", desk(views.job_list), chrome, name="jobs_job_changelist"),
            path("<int:pk>/", desk(views.job_detail), chrome, name="jobs_job_change"),
            path("<int:pk>/progress/", desk(views.job_progress), name="jobs_job_progress"),
            path("<int:pk>/stop/", desk(views.job_stop), name="jobs_job_stop"),
            path("<int:pk>/resume/", desk(views.job_resume), name="jobs_job_resume"),
            path("<int:pk>/download/", desk(views.job_download), name="jobs_job_download"),
        ]
