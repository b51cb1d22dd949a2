-- Roles and database of a real installation, made once by a superuser before `jobcenter migrate`.
--
-- docker compose runs this at the first start of an empty server. By hand:
--   JOBCENTER_DB_PASSWORD=... psql -X -v ON_ERROR_STOP=1 -f deploy/postgres/roles.sql postgres
-- Needs psql 15 or newer. Running it again changes nothing but the passwords.
--
-- jobcenter_owner   owns database and schemas; used by `jobcenter migrate` only, never by a service
-- jobcenter_<name>  one for each service: works in its own schema, may add to its log and never
--                   change it; of another service's schema it may use the function `feed` only
-- What each may do is granted by `jobcenter migrate`, so that it is tested with the code.
--
-- One password for all is for trying out. In production give each role its own (ALTER ROLE), or
-- better none: TLS client certificates (pg_hba.conf: hostssl ... cert) and sslmode=verify-full.

\getenv password JOBCENTER_DB_PASSWORD

SELECT format('CREATE ROLE %I LOGIN', name)
FROM (VALUES
  ('jobcenter_owner'),
  ('jobcenter_visitation'),
  ('jobcenter_company_contact'),
  ('jobcenter_offers'),
  ('jobcenter_benefit_service'),
  ('jobcenter_sickpay'),
  ('jobcenter_citizen_history')
) AS wanted (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

-- 8 connections for each process of a service, and room for three of them.
SELECT format('ALTER ROLE %I PASSWORD %L CONNECTION LIMIT 24', rolname, :'password')
FROM pg_roles WHERE starts_with(rolname, 'jobcenter_')
\gexec

-- The owner passes rights on to the services, and makes the roles of services that come later.
ALTER ROLE jobcenter_owner CREATEROLE;
SELECT format('GRANT %I TO jobcenter_owner WITH ADMIN OPTION', rolname)
FROM pg_roles WHERE starts_with(rolname, 'jobcenter_') AND rolname <> 'jobcenter_owner'
\gexec

SELECT 'CREATE DATABASE jobcenter OWNER jobcenter_owner'
  || $$ TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'$$
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'jobcenter')
\gexec

REVOKE ALL ON DATABASE jobcenter FROM PUBLIC;
SELECT format('GRANT CONNECT ON DATABASE jobcenter TO %I', rolname)
FROM pg_roles WHERE starts_with(rolname, 'jobcenter_')
\gexec
