-- Pours 20,000 voices into a database of 0.1.0, as that release kept them: the published ones said again, each with a code of its own.
CREATE TEMP TABLE said AS
  SELECT row_number() OVER (ORDER BY "Code") - 1 AS k, count(*) OVER () AS many, * FROM "Contributions" WHERE "State" = 'Published';
CREATE TEMP TABLE crowd AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000), x AS (SELECT i, lower(hex(randomblob(16))) AS h FROM n)
  SELECT i, upper(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(h, 14, 3) || '-8' || substr(h, 18, 3) || '-' || substr(h, 21, 12)) AS id FROM x;
INSERT INTO "Contributions" ("Id", "Authority", "Process", "Code", "Number", "SecretHash", "Text", "PublicText", "Language", "Kind", "Theme", "Area", "Source", "Speaker",
    "Pseudonym", "Organisation", "Via", "Said", "Entered", "EnteredBy", "State", "IsPublic", "Read", "PublishedAt", "Reason", "Revision")
  SELECT c.id, s."Authority", s."Process", 'LWF-C' || (10000 + c.i), 10000 + c.i, lower(hex(randomblob(32))), s."Text" || ' (' || c.i || ')', s."PublicText" || ' (' || c.i || ')',
    s."Language", s."Kind", s."Theme", s."Area", NULL, NULL, NULL, NULL, s."Via", s."Said", s."Entered", NULL, s."State", s."IsPublic", s."Read", s."PublishedAt", NULL, 2
  FROM crowd c JOIN said s ON s.k = c.i % s.many;
INSERT INTO "SearchEntries" ("Subject", "Title", "Text", "Stems", "Url", "At", "Visibility", "Scope", "Authority")
  SELECT 'contribution:' || lower(c.id), 'LWF-C' || (10000 + c.i), s."PublicText", e."Stems", '/percorsi/laboratorio-welfare/contributi/LWF-C' || (10000 + c.i), e."At", e."Visibility",
    e."Scope", e."Authority"
  FROM crowd c JOIN said s ON s.k = c.i % s.many JOIN "SearchEntries" e ON e."Subject" = 'contribution:' || lower(s."Id");
UPDATE "CodeSeries" SET "Last" = 30000 WHERE "Series" = 'LWF-C';
DROP TABLE crowd;
DROP TABLE said;
