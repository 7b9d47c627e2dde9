-- Pours 20,000 voices into a database of 0.1.0, as that release kept them: the published ones said again, each with a code of its own.
CREATE TEMP TABLE said AS
  SELECT row_number() OVER (ORDER BY "Code") - 1 AS k, count(*) OVER () AS many, * FROM public."Contributions" WHERE "State" = 'Published';
CREATE TEMP TABLE crowd AS SELECT i, gen_random_uuid() AS id FROM generate_series(1, 20000) i;
INSERT INTO public."Contributions" ("Id", "Authority", "Process", "Code", "Number", "SecretHash", "Text", "PublicText", "Language", "Kind", "Theme", "Area", "Source", "Speaker",
    "Pseudonym", "Organisation", "Via", "Said", "Entered", "EnteredBy", "State", "IsPublic", "Read", "PublishedAt", "Reason", "Revision")
  SELECT c.id, s."Authority", s."Process", 'LWF-C' || (10000 + c.i), 10000 + c.i, encode(sha256(c.id::text::bytea), 'hex'), s."Text" || ' (' || c.i || ')',
    s."PublicText" || ' (' || c.i || ')', s."Language", s."Kind", s."Theme", s."Area", NULL, NULL, NULL, NULL, s."Via", s."Said", s."Entered", NULL, s."State", s."IsPublic", s."Read",
    s."PublishedAt", NULL, 2
  FROM crowd c JOIN said s ON s.k = c.i % s.many;
INSERT INTO public."SearchEntries" ("Subject", "Title", "Text", "Stems", "Url", "At", "Visibility", "Scope", "Authority")
  SELECT 'contribution:' || c.id, 'LWF-C' || (10000 + c.i), s."PublicText", e."Stems", '/percorsi/laboratorio-welfare/contributi/LWF-C' || (10000 + c.i), e."At", e."Visibility",
    e."Scope", e."Authority"
  FROM crowd c JOIN said s ON s.k = c.i % s.many JOIN public."SearchEntries" e ON e."Subject" = 'contribution:' || s."Id";
UPDATE public."CodeSeries" SET "Last" = 30000 WHERE "Series" = 'LWF-C';
DROP TABLE crowd;
DROP TABLE said;
