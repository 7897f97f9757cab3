"""The ledger, payments and saving: addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from wijkwerk.domain.budgets.views import ledger, partner_money, payments, year_statements

POT, FILE = "budgetten/potten/<int:pk>", "betalingen/bestanden/<int:pk>"

urlpatterns: list[URLPattern] = [
    path("budgetten/<int:pk>/kasboek/", ledger.ledger, name="ledger"),
    path("budgetten/<int:pk>/jaaroverzicht/", year_statements.year_statement, name="year_statement"),
    path(f"{POT}/", ledger.pot, name="pot"),
    path(f"{POT}/toewijzen/", ledger.allot, name="allot_pot"),
    path(f"{POT}/verlagen/", ledger.withdraw_allotment, name="withdraw_allotment"),
    path(f"{POT}/overhevelen/", ledger.transfer, name="transfer"),
    path(f"{POT}/vervallen/", ledger.lapse, name="lapse"),
    path(f"{POT}/sparen/", ledger.save_up, name="save_up"),
    path(f"{POT}/afsluiten/", ledger.close_year, name="close_year"),
    path(f"{POT}/heropenen/", ledger.reopen_year, name="reopen_year"),
    path("budgetten/boekingen/<int:pk>/", ledger.entry, name="entry"),
    path("budgetten/boekingen/<int:pk>/herstellen/", ledger.correct, name="correct_entry"),
    path("budgetten/sparen/<int:pk>/", ledger.saving, name="saving"),
    path("budgetten/sparen/<int:pk>/inzetten/", ledger.use_saving, name="use_saving"),
    path("betalingen/", payments.to_pay, name="to_pay"),
    path("betalingen/lijst/", payments.payment_list, name="payments"),
    path("betalingen/klaarzetten/<int:pk>/", payments.prepare, name="prepare_payment"),
    path("betalingen/<int:pk>/", payments.payment, name="payment"),
    path("betalingen/<int:pk>/betaald/", payments.tell_paid, name="tell_paid"),
    path("betalingen/<int:pk>/mislukt/", payments.tell_failed, name="tell_failed"),
    path("betalingen/<int:pk>/intrekken/", payments.withdraw, name="withdraw_payment"),
    path("betalingen/bestanden/", payments.batch_list, name="payment_batches"),
    path("betalingen/bestanden/nieuw/", payments.export, name="export_payments"),
    path(f"{FILE}/", payments.batch, name="payment_batch"),
    path(f"{FILE}/bank.xml", payments.bank_file, name="payment_batch_xml"),
    path(f"{FILE}/betalingen.csv", payments.csv_file, name="payment_batch_csv"),
    path(f"{FILE}/betaald/", payments.tell_file_paid, name="tell_file_paid"),
    path("betalingen/rekeningen/", payments.paying_accounts, name="paying_accounts"),
    path("betalingen/rekeningen/<int:pk>/weg/", payments.end_paying_account, name="end_paying_account"),
    path("aanvragen/<int:pk>/rekening/", payments.account_for, name="account_for_applicant"),
    path("aanvraag/<str:key>/rekening/", payments.own_account, name="own_account"),
    path("geld-van-partners/", partner_money.partner_money, name="partner_money"),
    path("geld-van-partners/<int:pk>/", partner_money.of_item, name="partner_money_of_item"),
    path("geld-van-partners/<int:pk>/boeken/<int:organisation_pk>/", partner_money.book, name="book_partner_money"),
]
