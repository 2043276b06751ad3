"""Routes of the claims app."""

from django.urls import path

from claims.views import denial_list, denial_page, remittance_exceptions, remittance_list, remittance_page

app_name = "claims"
urlpatterns: list = []

urlpatterns += [
    path("remittances/", remittance_list.remittance_list, name="remittance_list"),
    path("remittances/suspense/", remittance_exceptions.remittance_exception_list, name="remittance_exception_list"),
    path("remittances/claims/<uuid:public_id>/", remittance_page.remittance_claim, name="remittance_claim"),
    path("remittances/claims/<uuid:public_id>/match/", remittance_exceptions.MatchView.as_view(), name="remittance_match"),
    path("remittances/<uuid:public_id>/", remittance_page.remittance, name="remittance"),
    path("remittances/<uuid:public_id>/post/", remittance_page.remittance_post, name="remittance_post"),
    path("remittances/<uuid:public_id>/plan/", remittance_page.remittance_replan, name="remittance_replan"),
    path("denials/", denial_list.denial_list, name="denial_list"),
    path("denials/assign/", denial_list.denial_assign_many, name="denial_assign_many"),
    path("denials/snooze/", denial_list.denial_snooze_many, name="denial_snooze_many"),
    path("denials/<uuid:public_id>/", denial_page.denial, name="denial"),
    path("denials/<uuid:public_id>/panel/", denial_page.denial_panel, name="denial_panel"),
    path("denials/<uuid:public_id>/note/", denial_page.NoteView.as_view(), name="denial_note"),
    path("denials/<uuid:public_id>/assign/", denial_page.AssignView.as_view(), name="denial_assign"),
    path("denials/<uuid:public_id>/snooze/", denial_page.SnoozeView.as_view(), name="denial_snooze"),
    path("denials/<uuid:public_id>/route/", denial_page.RouteView.as_view(), name="denial_route"),
]
