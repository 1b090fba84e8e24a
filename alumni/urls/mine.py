"""My pages: my data, consents, where it came from and who looked, my card."""

from django.urls import path

from alumni.views import card, mine, mine_contacts, mine_facts

urlpatterns = [
    path("me/", mine.overview, name="me"),
    path("me/data/", mine.data, name="me-data"),
    path("me/data/place/", mine_facts.place, name="me-place"),
    path("me/data/career/", mine_facts.career, name="me-career"),
    path("me/data/career/add/", mine_facts.job, name="me-job-add"),
    path("me/data/career/<int:pk>/", mine_facts.job, name="me-job"),
    path("me/data/career/<int:pk>/remove/", mine_facts.job_remove, name="me-job-remove"),
    path("me/data/offer/", mine_facts.offer, name="me-offer"),
    path("me/data/found/", mine_facts.found, name="me-found"),
    path("me/data/photo/", mine_facts.photo, name="me-photo"),
    path("me/data/photo/remove/", mine_facts.photo_remove, name="me-photo-remove"),
    path("me/data/contacts/", mine_contacts.contacts, name="me-contacts"),
    path("me/data/contacts/add/", mine_contacts.contact_add, name="me-contact-add"),
    path("me/data/contacts/code/<int:pk>/", mine_contacts.contact_code, name="me-contact-code"),
    path("me/data/contacts/code/<int:pk>/forget/", mine_contacts.code_forget, name="me-code-forget"),
    path("me/data/contacts/<int:pk>/seen/", mine_contacts.contact_seen, name="me-contact-seen"),
    path("me/data/contacts/<int:pk>/end/", mine_contacts.contact_end, name="me-contact-end"),
    path("me/consents/", mine.consents, name="me-consents"),
    path("me/sources/", mine.sources, name="me-sources"),
    path("me/card/", card.my_card, name="me-card"),
    path("me/card/new/", card.card_new, name="me-card-new"),
    path("me/card/image/", card.card_image, name="me-card-image"),
    path("card/<str:token>/", card.card_check, name="card"),
    path("portrait/<int:pk>/", card.portrait, name="portrait"),
]
