# One image for every service of docker-compose.yml; the command says which it is.
FROM python:3.11-slim

RUN useradd --create-home --uid 10001 huying && mkdir /var/lib/huying && chown huying /var/lib/huying
WORKDIR /srv/huying
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock
COPY domain ./domain
COPY application ./application
COPY infrastructure ./infrastructure
COPY interfaces ./interfaces

USER huying
ENV PYTHONPATH=/srv/huying HUYING_VAR=/var/lib/huying HUYING_HOST=0.0.0.0
EXPOSE 8000
CMD ["python", "-m", "interfaces", "serve"]
