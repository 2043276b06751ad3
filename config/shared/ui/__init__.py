"""What pages of every app share: navigation, statuses, lists, toasts, amounts and dates as text, and the table export.

Called by views, by AppConfig.ready() and by the template tags in config.shared.templatetags.practice. It knows no app.
"""
