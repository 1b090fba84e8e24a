from django.urls import path

from alumni.views import colleges

urlpatterns = [
    path("colleges/", colleges.college_list, name="colleges"),
    path("colleges/<int:pk>/", colleges.college_page, name="college"),
    path("schools/<int:pk>/", colleges.school_page, name="school"),
]
