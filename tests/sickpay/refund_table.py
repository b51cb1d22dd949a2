"""Every order about notification and refund requests, with what its four tests need."""

from datetime import date

from msgspec.structs import replace

from services.sickpay.domain import refund_orders as refund
from services.sickpay.domain import sick_pay_orders as orders
from tests.sickpay.course_story import ASK, FETCH, FUTURE, GONE, OTHER, REFUND, Told

REFUNDS = (
    Told(
        refund.SignNotification(date(2010, 1, 20)),
        "notification_signed",
        ((), refund.SignNotification(FUTURE), "date_in_future"),
        "already_signed",
        collides=GONE,
        unsigned=True,
    ),
    Told(
        REFUND,
        "refund_requested",
        ((), replace(REFUND, from_=date(2010, 1, 31)), "before_refund_period"),
        "refund_already_requested",
        collides=GONE,
    ),
    Told(
        refund.CorrectRefund(ASK, 1, date(2010, 2, 20), 90),
        "refund_corrected",
        ((REFUND, FETCH), refund.CorrectRefund(ASK, 2, date(2010, 2, 20), 90), "refund_fetched"),
        "stale_version",
        (REFUND,),
        ((FETCH,), "stale_version"),
    ),
    Told(
        FETCH,
        "refund_fetched",
        ((REFUND,), refund.FetchRefund(OTHER, 1), "refund_unknown"),
        "stale_version",
        (REFUND,),
        ((refund.CorrectRefund(ASK, 1, date(2010, 2, 20), 90),), "stale_version"),
    ),
    Told(
        refund.AnnulRefund(ASK, 2, "Wrong employee"),
        "refund_annulled",
        ((REFUND,), refund.AnnulRefund(ASK, 1, "x"), "refund_not_fetched"),
        "stale_version",
        (REFUND, FETCH),
        ((refund.PayRefund(ASK, 2, date(2010, 3, 5)),), "stale_version"),
    ),
    Told(
        refund.PayRefund(ASK, 2, date(2010, 3, 5)),
        "refund_paid",
        ((REFUND,), refund.PayRefund(ASK, 1, date(2010, 3, 5)), "refund_not_fetched"),
        "stale_version",
        (REFUND, FETCH),
        ((refund.AnnulRefund(ASK, 2, "x"),), "stale_version"),
    ),
    Told(
        refund.WithdrawRefundPayment(ASK, 3, "The bank sent it back"),
        "refund_payment_withdrawn",
        ((REFUND, FETCH), refund.WithdrawRefundPayment(ASK, 2, "x"), "refund_not_paid"),
        "stale_version",
        (REFUND, FETCH, refund.PayRefund(ASK, 2, date(2010, 3, 5))),
        ((refund.WithdrawRefundPayment(ASK, 3, "Somebody else did"),), "stale_version"),
    ),
    Told(
        orders.CorrectNotification("employer", date(2010, 1, 20), "Lay in the mail room"),
        "notification_corrected",
        (
            (),
            orders.CorrectNotification("employer", date(2010, 1, 10), "x"),
            "notified_before_absence",
        ),
        "nothing_to_correct",
        collides=GONE,
    ),
)
