import os

wsgi_app = "alumni_office.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "3"))
threads = 4
timeout = 60  # seconds; above the database's statement timeout of 30
graceful_timeout = 30
max_requests = 2000
max_requests_jitter = 200
worker_tmp_dir = "/dev/shm"  # noqa: S108
control_socket_disable = True
forwarded_allow_ips = os.environ.get("PROXY_ADDRESSES", "127.0.0.1")
