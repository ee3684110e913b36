#!/bin/sh
# Runs once, when the database volume is empty: makes the ordinary owner that "handrail migrate" logs in as. The image's
# own login stays a superuser and is used for nothing else.
set -eu
owner_password=$(cat /run/secrets/owner_password)
psql --set ON_ERROR_STOP=1 --set owner_password="$owner_password" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role handrail_owner login createrole nosuperuser nobypassrls password :'owner_password';
create database handrail owner handrail_owner encoding 'UTF8' template template0
  locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8';
SQL
