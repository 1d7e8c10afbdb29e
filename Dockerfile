# The product with its page, built as on a server (docs/running.md). Which part runs is the command's; see compose.yaml.
FROM python:3.13-slim
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/dialer
COPY . .
RUN make install page && useradd --system --create-home --home-dir /var/lib/dialer dialer
ENV PATH=/opt/dialer/.venv/bin:$PATH PORT=8000
USER dialer
WORKDIR /var/lib/dialer
CMD ["gunicorn", "--config", "python:dialer.gunicorn_conf", "dialer.app:create_app()"]
