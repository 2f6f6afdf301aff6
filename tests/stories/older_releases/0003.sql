BEGIN TRANSACTION;
CREATE TABLE alias (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  form TEXT NOT NULL,
  entity TEXT NOT NULL,
  name TEXT NOT NULL,
  is_main INTEGER NOT NULL,
  source TEXT NOT NULL,
  created INTEGER NOT NULL,
  UNIQUE (scope, form, entity)
);
INSERT INTO "alias" VALUES(1,1,'maya','en_bp6umfrrecmf5gkb3jqd2xo3','Maya',1,'read ep_fjmtorwnlqfhs5upcuv54i6c',1767225604000000);
INSERT INTO "alias" VALUES(2,1,'lisbon','en_xby6znqwrtnzwtwd7opgeq2r','Lisbon',1,'read ep_fjmtorwnlqfhs5upcuv54i6c',1767225604000000);
INSERT INTO "alias" VALUES(3,1,'acme','en_teovl5hpm45gotd54iyrva2i','Acme',1,'read ep_ldwjooe7vnw4e6jkogqedfv5',1767225608000000);
INSERT INTO "alias" VALUES(4,1,'ines','en_4ft3tre6ufjucvxqqg4cbos3','Ines',1,'read ep_ldwjooe7vnw4e6jkogqedfv5',1767225608000000);
INSERT INTO "alias" VALUES(5,1,'madrid','en_l3z74l62p5v7golepivvuhne','Madrid',1,'read ep_ldwjooe7vnw4e6jkogqedfv5',1767225608000000);
INSERT INTO "alias" VALUES(6,1,'nordlys','en_nshhdzyynkpyyldo2wre4uje','Nordlys',1,'read ep_um4a7dh4c5xzuqubgahgibpw',1767225616000000);
INSERT INTO "alias" VALUES(7,1,'oslo','en_pzdhjwaocdxt4xhziaztxbzz','Oslo',1,'read ep_pudqpihjvbdn5oyrcilby4xe',1767225620000000);
INSERT INTO "alias" VALUES(8,1,'japan','en_4qfxx3gu3qozitwj4s2ycqnm','Japan',1,'read ep_gdbermgagqvy4engct2nzm2o',1767225624000000);
INSERT INTO "alias" VALUES(9,1,'porto','en_ugrknirlexy6zeqrgqkrdabv','Porto',1,'read ep_x2jy4kuwuh2ytq4xidlbfmqb',1767225628000000);
INSERT INTO "alias" VALUES(10,1,'narvik','en_njlfzvh3e4aovq7p2k6mea6e','Narvik',1,'read ep_3guoty64zgupjpbxakathfbs',1767225632000000);
INSERT INTO "alias" VALUES(11,1,'tom','en_k5jrnew4w2dfh5pl42f2g74e','Tom',1,'read ep_cq7ekrnabh3uwicweu4taul3',1767225637000000);
INSERT INTO "alias" VALUES(12,1,'lena brandt','en_q77et7j327ocv73iqb5mq2rz','Lena Brandt',1,'read ep_cq7ekrnabh3uwicweu4taul3',1767225637000000);
INSERT INTO "alias" VALUES(13,1,'bergen','en_uiejwq35xg4fct4624p5zc3c','Bergen',1,'read ep_dctkmjarf4w37yhks763265q',1767225641000000);
INSERT INTO "alias" VALUES(14,2,'kim','en_4to25grevvh5hfgjynkrwzlr','Kim',1,'read ep_6ro76e7tzk463dssloejjh4r',1767225645000000);
INSERT INTO "alias" VALUES(15,2,'graz','en_42xwevpuvom3u24tauqngzmn','Graz',1,'read ep_6ro76e7tzk463dssloejjh4r',1767225645000000);
CREATE TABLE change (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  scope INTEGER NOT NULL REFERENCES scope (number),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  item TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL
);
INSERT INTO "change" VALUES(1,1,1767225604000000,'worker','CREATED','read ep_fjmtorwnlqfhs5upcuv54i6c','en_bp6umfrrecmf5gkb3jqd2xo3','','{"id":"en_bp6umfrrecmf5gkb3jqd2xo3","name":"Maya","kind":"person","created":"2026-01-01T00:00:04+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(2,1,1767225604000000,'worker','CREATED','read ep_fjmtorwnlqfhs5upcuv54i6c','en_xby6znqwrtnzwtwd7opgeq2r','','{"id":"en_xby6znqwrtnzwtwd7opgeq2r","name":"Lisbon","kind":"place","created":"2026-01-01T00:00:04+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(3,1,1767225604000000,'worker','CREATED','read ep_fjmtorwnlqfhs5upcuv54i6c','fa_nvvne3vzchlims2cexd4na4g','','{"id":"fa_nvvne3vzchlims2cexd4na4g","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_xby6znqwrtnzwtwd7opgeq2r","sentence":"Maya lives in Lisbon","nature":"STATE","valid_from":"2023-03-04T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:04+00:00","expired":null,"ending":"OPEN","claims":["cl_wrvs2o2a4meq3rwmsbgn7ilq"],"episodes":["ep_fjmtorwnlqfhs5upcuv54i6c"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}');
INSERT INTO "change" VALUES(4,1,1767225608000000,'worker','CREATED','read ep_ldwjooe7vnw4e6jkogqedfv5','en_teovl5hpm45gotd54iyrva2i','','{"id":"en_teovl5hpm45gotd54iyrva2i","name":"Acme","kind":"organisation","created":"2026-01-01T00:00:08+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(5,1,1767225608000000,'worker','CREATED','read ep_ldwjooe7vnw4e6jkogqedfv5','en_4ft3tre6ufjucvxqqg4cbos3','','{"id":"en_4ft3tre6ufjucvxqqg4cbos3","name":"Ines","kind":"person","created":"2026-01-01T00:00:08+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(6,1,1767225608000000,'worker','CREATED','read ep_ldwjooe7vnw4e6jkogqedfv5','en_l3z74l62p5v7golepivvuhne','','{"id":"en_l3z74l62p5v7golepivvuhne","name":"Madrid","kind":"place","created":"2026-01-01T00:00:08+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(7,1,1767225608000000,'worker','CREATED','read ep_ldwjooe7vnw4e6jkogqedfv5','fa_tmnpzfxdgqastykxogrxlwcg','','{"id":"fa_tmnpzfxdgqastykxogrxlwcg","slot":"sl_nr6zybdlx5n3a6m4unv7ytec","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"works for","object":"en_teovl5hpm45gotd54iyrva2i","sentence":"Maya works at Acme","nature":"STATE","valid_from":"2023-03-05T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:08+00:00","expired":null,"ending":"OPEN","claims":["cl_gfy446zm4jstkqkh4ob4vh5r"],"episodes":["ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}');
INSERT INTO "change" VALUES(8,1,1767225608000000,'worker','CREATED','read ep_ldwjooe7vnw4e6jkogqedfv5','fa_ih4c6ctsxu3oa4zzn4aqcop5','','{"id":"fa_ih4c6ctsxu3oa4zzn4aqcop5","slot":"sl_3y7sd63tgf5iuj3tfpgxi52q","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"sister","object":"en_4ft3tre6ufjucvxqqg4cbos3","sentence":"Maya''s sister is Ines","nature":"STATE","valid_from":null,"valid_to":null,"created":"2026-01-01T00:00:08+00:00","expired":null,"ending":"OPEN","claims":["cl_xmqfhdcye2ou5lpdcs2kwxgl"],"episodes":["ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.95,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}');
INSERT INTO "change" VALUES(9,1,1767225608000000,'worker','CREATED','read ep_ldwjooe7vnw4e6jkogqedfv5','fa_dusplimqyr4wtk2jw6gyva2s','','{"id":"fa_dusplimqyr4wtk2jw6gyva2s","slot":"sl_w3qbh6tkjynso2aqfaqiatu2","subject":"en_4ft3tre6ufjucvxqqg4cbos3","predicate":"lives in","object":"en_l3z74l62p5v7golepivvuhne","sentence":"Maya''s sister Ines lives in Madrid","nature":"STATE","valid_from":"2023-03-05T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:08+00:00","expired":null,"ending":"OPEN","claims":["cl_uarp6upsewjgnk43ax7hnz6e"],"episodes":["ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.6,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}');
INSERT INTO "change" VALUES(10,1,1767225612000000,'worker','INVALIDATED','read ep_anzgyehc2prmbb2ml2gwqwdh','fa_tmnpzfxdgqastykxogrxlwcg','{"id":"fa_tmnpzfxdgqastykxogrxlwcg","slot":"sl_nr6zybdlx5n3a6m4unv7ytec","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"works for","object":"en_teovl5hpm45gotd54iyrva2i","sentence":"Maya works at Acme","nature":"STATE","valid_from":"2023-03-05T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:08+00:00","expired":null,"ending":"OPEN","claims":["cl_gfy446zm4jstkqkh4ob4vh5r"],"episodes":["ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}','{"id":"fa_m46xkuugp3nzhm7yv47re645","slot":"sl_nr6zybdlx5n3a6m4unv7ytec","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"works for","object":"en_teovl5hpm45gotd54iyrva2i","sentence":"Maya works at Acme","nature":"STATE","valid_from":"2023-03-05T00:00:00+00:00","valid_to":"2023-11-01T00:00:00+00:00","created":"2026-01-01T00:00:12+00:00","expired":null,"ending":"INVALIDATED","claims":["cl_fga5t3vry2jaaejvge763nao","cl_gfy446zm4jstkqkh4ob4vh5r"],"episodes":["ep_anzgyehc2prmbb2ml2gwqwdh","ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.985,"trust":"OBSERVED","rule":"ended-without-successor","closed_by":"cl_fga5t3vry2jaaejvge763nao","revision":2,"is_negated":false}');
INSERT INTO "change" VALUES(11,1,1767225612000000,'worker','UPDATED','read ep_anzgyehc2prmbb2ml2gwqwdh','fa_m46xkuugp3nzhm7yv47re645','{"id":"fa_tmnpzfxdgqastykxogrxlwcg","slot":"sl_nr6zybdlx5n3a6m4unv7ytec","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"works for","object":"en_teovl5hpm45gotd54iyrva2i","sentence":"Maya works at Acme","nature":"STATE","valid_from":"2023-03-05T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:08+00:00","expired":null,"ending":"OPEN","claims":["cl_gfy446zm4jstkqkh4ob4vh5r"],"episodes":["ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}','{"id":"fa_m46xkuugp3nzhm7yv47re645","slot":"sl_nr6zybdlx5n3a6m4unv7ytec","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"works for","object":"en_teovl5hpm45gotd54iyrva2i","sentence":"Maya works at Acme","nature":"STATE","valid_from":"2023-03-05T00:00:00+00:00","valid_to":"2023-11-01T00:00:00+00:00","created":"2026-01-01T00:00:12+00:00","expired":null,"ending":"INVALIDATED","claims":["cl_fga5t3vry2jaaejvge763nao","cl_gfy446zm4jstkqkh4ob4vh5r"],"episodes":["ep_anzgyehc2prmbb2ml2gwqwdh","ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.985,"trust":"OBSERVED","rule":"ended-without-successor","closed_by":"cl_fga5t3vry2jaaejvge763nao","revision":2,"is_negated":false}');
INSERT INTO "change" VALUES(12,1,1767225616000000,'worker','CREATED','read ep_um4a7dh4c5xzuqubgahgibpw','en_nshhdzyynkpyyldo2wre4uje','','{"id":"en_nshhdzyynkpyyldo2wre4uje","name":"Nordlys","kind":"organisation","created":"2026-01-01T00:00:16+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(13,1,1767225616000000,'worker','CREATED','read ep_um4a7dh4c5xzuqubgahgibpw','fa_yeqiw6mvbsffn3emhnriuv7d','','{"id":"fa_yeqiw6mvbsffn3emhnriuv7d","slot":"sl_nr6zybdlx5n3a6m4unv7ytec","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"works for","object":"en_nshhdzyynkpyyldo2wre4uje","sentence":"Maya works at Nordlys now","nature":"STATE","valid_from":"2024-01-15T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:16+00:00","expired":null,"ending":"OPEN","claims":["cl_unh5carti4jca4ftjs2aamsc"],"episodes":["ep_um4a7dh4c5xzuqubgahgibpw"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}');
INSERT INTO "change" VALUES(14,1,1767225620000000,'worker','CREATED','read ep_pudqpihjvbdn5oyrcilby4xe','en_pzdhjwaocdxt4xhziaztxbzz','','{"id":"en_pzdhjwaocdxt4xhziaztxbzz","name":"Oslo","kind":"place","created":"2026-01-01T00:00:20+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(15,1,1767225620000000,'worker','SUPERSEDED','read ep_pudqpihjvbdn5oyrcilby4xe','fa_nvvne3vzchlims2cexd4na4g','{"id":"fa_nvvne3vzchlims2cexd4na4g","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_xby6znqwrtnzwtwd7opgeq2r","sentence":"Maya lives in Lisbon","nature":"STATE","valid_from":"2023-03-04T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:04+00:00","expired":null,"ending":"OPEN","claims":["cl_wrvs2o2a4meq3rwmsbgn7ilq"],"episodes":["ep_fjmtorwnlqfhs5upcuv54i6c"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}','{"id":"fa_drxxr3e6jzyimh3gbej73t3c","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_xby6znqwrtnzwtwd7opgeq2r","sentence":"Maya lives in Lisbon","nature":"STATE","valid_from":"2023-03-04T00:00:00+00:00","valid_to":"2024-02-10T00:00:00+00:00","created":"2026-01-01T00:00:20+00:00","expired":null,"ending":"SUPERSEDED","claims":["cl_wrvs2o2a4meq3rwmsbgn7ilq"],"episodes":["ep_fjmtorwnlqfhs5upcuv54i6c"],"confidence":0.7,"trust":"OBSERVED","rule":"later-start-wins","closed_by":"cl_ityawdwhiook5adtpsp7swlp","revision":2,"is_negated":false}');
INSERT INTO "change" VALUES(16,1,1767225620000000,'worker','UPDATED','read ep_pudqpihjvbdn5oyrcilby4xe','fa_drxxr3e6jzyimh3gbej73t3c','{"id":"fa_nvvne3vzchlims2cexd4na4g","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_xby6znqwrtnzwtwd7opgeq2r","sentence":"Maya lives in Lisbon","nature":"STATE","valid_from":"2023-03-04T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:04+00:00","expired":null,"ending":"OPEN","claims":["cl_wrvs2o2a4meq3rwmsbgn7ilq"],"episodes":["ep_fjmtorwnlqfhs5upcuv54i6c"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}','{"id":"fa_drxxr3e6jzyimh3gbej73t3c","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_xby6znqwrtnzwtwd7opgeq2r","sentence":"Maya lives in Lisbon","nature":"STATE","valid_from":"2023-03-04T00:00:00+00:00","valid_to":"2024-02-10T00:00:00+00:00","created":"2026-01-01T00:00:20+00:00","expired":null,"ending":"SUPERSEDED","claims":["cl_wrvs2o2a4meq3rwmsbgn7ilq"],"episodes":["ep_fjmtorwnlqfhs5upcuv54i6c"],"confidence":0.7,"trust":"OBSERVED","rule":"later-start-wins","closed_by":"cl_ityawdwhiook5adtpsp7swlp","revision":2,"is_negated":false}');
INSERT INTO "change" VALUES(17,1,1767225620000000,'worker','CREATED','read ep_pudqpihjvbdn5oyrcilby4xe','fa_troq2u2qkuf57362kixubyub','','{"id":"fa_troq2u2qkuf57362kixubyub","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:20+00:00","expired":null,"ending":"OPEN","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}');
INSERT INTO "change" VALUES(18,1,1767225624000000,'worker','CREATED','read ep_gdbermgagqvy4engct2nzm2o','en_4qfxx3gu3qozitwj4s2ycqnm','','{"id":"en_4qfxx3gu3qozitwj4s2ycqnm","name":"Japan","kind":"place","created":"2026-01-01T00:00:24+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(19,1,1767225624000000,'worker','CREATED','read ep_gdbermgagqvy4engct2nzm2o','fa_7f7pm37a7u4oftjhgnmp3y36','','{"id":"fa_7f7pm37a7u4oftjhgnmp3y36","slot":"sl_zp7gcfeujxajgplb3lj7mlmt","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"will visit","object":"en_4qfxx3gu3qozitwj4s2ycqnm","sentence":"Maya will visit Japan in June 2027","nature":"PLAN","valid_from":"2027-06-01T00:00:00+00:00","valid_to":"2027-07-01T00:00:00+00:00","created":"2026-01-01T00:00:24+00:00","expired":null,"ending":"STATED","claims":["cl_7xw4nhycbkl7unnv67bw2ggs"],"episodes":["ep_gdbermgagqvy4engct2nzm2o"],"confidence":0.9,"trust":"OBSERVED","rule":"planned","closed_by":null,"revision":1,"is_negated":false}');
INSERT INTO "change" VALUES(20,1,1767225628000000,'worker','CREATED','read ep_x2jy4kuwuh2ytq4xidlbfmqb','en_ugrknirlexy6zeqrgqkrdabv','','{"id":"en_ugrknirlexy6zeqrgqkrdabv","name":"Porto","kind":"place","created":"2026-01-01T00:00:28+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(21,1,1767225628000000,'worker','CREATED','read ep_x2jy4kuwuh2ytq4xidlbfmqb','fa_dmeyfnmpgaz2epqorlhxrzmb','','{"id":"fa_dmeyfnmpgaz2epqorlhxrzmb","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_ugrknirlexy6zeqrgqkrdabv","sentence":"Maya lived in Porto from 2018 to 2022","nature":"PAST_STATE","valid_from":"2018-01-01T00:00:00+00:00","valid_to":"2023-01-01T00:00:00+00:00","created":"2026-01-01T00:00:28+00:00","expired":null,"ending":"STATED","claims":["cl_2arnjav2cdmcldn2upmu6q7m"],"episodes":["ep_x2jy4kuwuh2ytq4xidlbfmqb"],"confidence":0.9,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}');
INSERT INTO "change" VALUES(22,1,1767225632000000,'worker','CREATED','read ep_3guoty64zgupjpbxakathfbs','en_njlfzvh3e4aovq7p2k6mea6e','','{"id":"en_njlfzvh3e4aovq7p2k6mea6e","name":"Narvik","kind":"place","created":"2026-01-01T00:00:32+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(23,1,1767225632000000,'worker','SUPERSEDED','read ep_3guoty64zgupjpbxakathfbs','fa_troq2u2qkuf57362kixubyub','{"id":"fa_troq2u2qkuf57362kixubyub","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:20+00:00","expired":null,"ending":"OPEN","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}','{"id":"fa_5eg47psri56ss24unada4jh5","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":"2025-04-01T00:00:00+00:00","created":"2026-01-01T00:00:32+00:00","expired":null,"ending":"SUPERSEDED","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"later-start-wins","closed_by":"cl_i4ef7i22akyfhl4zaq23flzh","revision":2,"is_negated":false}');
INSERT INTO "change" VALUES(24,1,1767225632000000,'worker','UPDATED','read ep_3guoty64zgupjpbxakathfbs','fa_5eg47psri56ss24unada4jh5','{"id":"fa_troq2u2qkuf57362kixubyub","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:20+00:00","expired":null,"ending":"OPEN","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}','{"id":"fa_5eg47psri56ss24unada4jh5","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":"2025-04-01T00:00:00+00:00","created":"2026-01-01T00:00:32+00:00","expired":null,"ending":"SUPERSEDED","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"later-start-wins","closed_by":"cl_i4ef7i22akyfhl4zaq23flzh","revision":2,"is_negated":false}');
INSERT INTO "change" VALUES(25,1,1767225632000000,'worker','CREATED','read ep_3guoty64zgupjpbxakathfbs','fa_y6c6dwteucbkujvfkvxyspqi','','{"id":"fa_y6c6dwteucbkujvfkvxyspqi","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_njlfzvh3e4aovq7p2k6mea6e","sentence":"Maya lives in Narvik","nature":"STATE","valid_from":"2025-04-01T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:32+00:00","expired":null,"ending":"OPEN","claims":["cl_i4ef7i22akyfhl4zaq23flzh"],"episodes":["ep_3guoty64zgupjpbxakathfbs"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}');
INSERT INTO "change" VALUES(26,1,1767225634000000,'ben','INVALIDATED','a mistake','fa_y6c6dwteucbkujvfkvxyspqi','{"id":"fa_y6c6dwteucbkujvfkvxyspqi","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_njlfzvh3e4aovq7p2k6mea6e","sentence":"Maya lives in Narvik","nature":"STATE","valid_from":"2025-04-01T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:32+00:00","expired":null,"ending":"OPEN","claims":["cl_i4ef7i22akyfhl4zaq23flzh"],"episodes":["ep_3guoty64zgupjpbxakathfbs"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}','');
INSERT INTO "change" VALUES(27,1,1767225634000000,'ben','UPDATED','a mistake','fa_qzvj6j4aj4v5ks4jcnpzqdaw','{"id":"fa_5eg47psri56ss24unada4jh5","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":"2025-04-01T00:00:00+00:00","created":"2026-01-01T00:00:32+00:00","expired":null,"ending":"SUPERSEDED","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"later-start-wins","closed_by":"cl_i4ef7i22akyfhl4zaq23flzh","revision":2,"is_negated":false}','{"id":"fa_qzvj6j4aj4v5ks4jcnpzqdaw","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:34+00:00","expired":null,"ending":"OPEN","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":3,"is_negated":false}');
INSERT INTO "change" VALUES(28,1,1767225637000000,'worker','CREATED','read ep_cq7ekrnabh3uwicweu4taul3','en_k5jrnew4w2dfh5pl42f2g74e','','{"id":"en_k5jrnew4w2dfh5pl42f2g74e","name":"Tom","kind":"person","created":"2026-01-01T00:00:37+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(29,1,1767225637000000,'worker','CREATED','read ep_cq7ekrnabh3uwicweu4taul3','en_q77et7j327ocv73iqb5mq2rz','','{"id":"en_q77et7j327ocv73iqb5mq2rz","name":"Lena Brandt","kind":"person","created":"2026-01-01T00:00:37+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(30,1,1767225637000000,'worker','CREATED','read ep_cq7ekrnabh3uwicweu4taul3','fa_weqlbjvdrs54baqpg6tuvfno','','{"id":"fa_weqlbjvdrs54baqpg6tuvfno","slot":"sl_ua5tbso2xk5kydqgrcrtwxou","subject":"en_k5jrnew4w2dfh5pl42f2g74e","predicate":"married to","object":"en_q77et7j327ocv73iqb5mq2rz","sentence":"Tom married Lena Brandt on 25 May 2024","nature":"STATE","valid_from":"2024-05-25T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:37+00:00","expired":null,"ending":"OPEN","claims":["cl_y5n6n4fznaqgn6szpowmiz2c"],"episodes":["ep_cq7ekrnabh3uwicweu4taul3"],"confidence":0.95,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}');
INSERT INTO "change" VALUES(31,1,1767225641000000,'worker','CREATED','read ep_dctkmjarf4w37yhks763265q','en_uiejwq35xg4fct4624p5zc3c','','{"id":"en_uiejwq35xg4fct4624p5zc3c","name":"Bergen","kind":"place","created":"2026-01-01T00:00:41+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(32,1,1767225641000000,'worker','CREATED','read ep_dctkmjarf4w37yhks763265q','fa_2nejtjyrdx3pixxzna4n4u2z','','{"id":"fa_2nejtjyrdx3pixxzna4n4u2z","slot":"sl_7x6mykyyzvmwpkakcebkytgz","subject":"en_k5jrnew4w2dfh5pl42f2g74e","predicate":"lives in","object":"en_uiejwq35xg4fct4624p5zc3c","sentence":"Tom lives in Bergen","nature":"STATE","valid_from":"2024-09-02T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:41+00:00","expired":null,"ending":"OPEN","claims":["cl_srrzhezsorbxwscsfs2ehjtk"],"episodes":["ep_dctkmjarf4w37yhks763265q"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}');
INSERT INTO "change" VALUES(33,2,1767225645000000,'worker','CREATED','read ep_6ro76e7tzk463dssloejjh4r','en_4to25grevvh5hfgjynkrwzlr','','{"id":"en_4to25grevvh5hfgjynkrwzlr","name":"Kim","kind":"person","created":"2026-01-01T00:00:45+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(34,2,1767225645000000,'worker','CREATED','read ep_6ro76e7tzk463dssloejjh4r','en_42xwevpuvom3u24tauqngzmn','','{"id":"en_42xwevpuvom3u24tauqngzmn","name":"Graz","kind":"place","created":"2026-01-01T00:00:45+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(35,2,1767225645000000,'worker','CREATED','read ep_6ro76e7tzk463dssloejjh4r','fa_z72o3yvb4mwvahl66igotuv7','','{"id":"fa_z72o3yvb4mwvahl66igotuv7","slot":"sl_iwi77o2pqehd5zuz3eoejmim","subject":"en_4to25grevvh5hfgjynkrwzlr","predicate":"lives in","object":"en_42xwevpuvom3u24tauqngzmn","sentence":"Kim lives in Graz","nature":"STATE","valid_from":"2024-03-03T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:45+00:00","expired":null,"ending":"OPEN","claims":["cl_k5milztrd3czhbdeunsysblm"],"episodes":["ep_6ro76e7tzk463dssloejjh4r"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false}');
CREATE TABLE claim (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  id TEXT NOT NULL,
  episode TEXT NOT NULL,
  slot TEXT NOT NULL,
  subject TEXT NOT NULL,
  predicate TEXT NOT NULL,
  object TEXT NOT NULL,
  sentence TEXT NOT NULL,
  quote TEXT NOT NULL,
  nature TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL,
  is_start_stated INTEGER NOT NULL,
  is_end_stated INTEGER NOT NULL,
  is_negated INTEGER NOT NULL,
  is_ending INTEGER NOT NULL,
  confidence REAL NOT NULL,
  trust INTEGER NOT NULL,
  occurred INTEGER NOT NULL,
  recorded INTEGER NOT NULL,
  reader TEXT NOT NULL,
  attributed_to TEXT NOT NULL,
  is_retracted INTEGER NOT NULL,
  UNIQUE (scope, id)
);
INSERT INTO "claim" VALUES(1,1,'cl_wrvs2o2a4meq3rwmsbgn7ilq','ep_fjmtorwnlqfhs5upcuv54i6c','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_xby6znqwrtnzwtwd7opgeq2r','Maya lives in Lisbon','I live in Lisbon.','STATE',1677888000000000,253402300799999999,0,0,0,0,0.7,1,1677888000000000,1767225604000000,'local-1','',0);
INSERT INTO "claim" VALUES(2,1,'cl_gfy446zm4jstkqkh4ob4vh5r','ep_ldwjooe7vnw4e6jkogqedfv5','sl_nr6zybdlx5n3a6m4unv7ytec','en_bp6umfrrecmf5gkb3jqd2xo3','works for','en_teovl5hpm45gotd54iyrva2i','Maya works at Acme','I work at Acme.','STATE',1677974400000000,253402300799999999,0,0,0,0,0.7,1,1677974400000000,1767225608000000,'local-1','',0);
INSERT INTO "claim" VALUES(3,1,'cl_xmqfhdcye2ou5lpdcs2kwxgl','ep_ldwjooe7vnw4e6jkogqedfv5','sl_3y7sd63tgf5iuj3tfpgxi52q','en_bp6umfrrecmf5gkb3jqd2xo3','sister','en_4ft3tre6ufjucvxqqg4cbos3','Maya''s sister is Ines','My sister Ines lives in Madrid.','STATE',1677974400000000,253402300799999999,0,0,0,0,0.95,1,1677974400000000,1767225608000000,'local-1','',0);
INSERT INTO "claim" VALUES(4,1,'cl_uarp6upsewjgnk43ax7hnz6e','ep_ldwjooe7vnw4e6jkogqedfv5','sl_w3qbh6tkjynso2aqfaqiatu2','en_4ft3tre6ufjucvxqqg4cbos3','lives in','en_l3z74l62p5v7golepivvuhne','Maya''s sister Ines lives in Madrid','My sister Ines lives in Madrid.','STATE',1677974400000000,253402300799999999,0,0,0,0,0.6,1,1677974400000000,1767225608000000,'local-1','',0);
INSERT INTO "claim" VALUES(5,1,'cl_fga5t3vry2jaaejvge763nao','ep_anzgyehc2prmbb2ml2gwqwdh','sl_nr6zybdlx5n3a6m4unv7ytec','en_bp6umfrrecmf5gkb3jqd2xo3','works for','en_teovl5hpm45gotd54iyrva2i','Maya quit their job at Acme yesterday','I quit my job at Acme yesterday.','PAST_STATE',-62135596800000000,1698796800000000,0,1,0,1,0.95,1,1698883200000000,1767225612000000,'local-1','',0);
INSERT INTO "claim" VALUES(6,1,'cl_unh5carti4jca4ftjs2aamsc','ep_um4a7dh4c5xzuqubgahgibpw','sl_nr6zybdlx5n3a6m4unv7ytec','en_bp6umfrrecmf5gkb3jqd2xo3','works for','en_nshhdzyynkpyyldo2wre4uje','Maya works at Nordlys now','I work at Nordlys now.','STATE',1705276800000000,253402300799999999,0,0,0,0,0.7,1,1705276800000000,1767225616000000,'local-1','',0);
INSERT INTO "claim" VALUES(7,1,'cl_ityawdwhiook5adtpsp7swlp','ep_pudqpihjvbdn5oyrcilby4xe','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_pzdhjwaocdxt4xhziaztxbzz','Maya moved to Oslo on 10 February 2024','I moved to Oslo on 10 February 2024.','STATE',1707523200000000,253402300799999999,1,0,0,0,0.95,1,1708387200000000,1767225620000000,'local-1','',0);
INSERT INTO "claim" VALUES(8,1,'cl_7xw4nhycbkl7unnv67bw2ggs','ep_gdbermgagqvy4engct2nzm2o','sl_zp7gcfeujxajgplb3lj7mlmt','en_bp6umfrrecmf5gkb3jqd2xo3','will visit','en_4qfxx3gu3qozitwj4s2ycqnm','Maya will visit Japan in June 2027','I will visit Japan in June 2027.','PLAN',1811808000000000,1814400000000000,1,1,0,0,0.9,1,1736640000000000,1767225624000000,'local-1','',0);
INSERT INTO "claim" VALUES(9,1,'cl_2arnjav2cdmcldn2upmu6q7m','ep_x2jy4kuwuh2ytq4xidlbfmqb','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_ugrknirlexy6zeqrgqkrdabv','Maya lived in Porto from 2018 to 2022','I lived in Porto from 2018 to 2022.','PAST_STATE',1514764800000000,1672531200000000,1,1,0,0,0.9,1,1743292800000000,1767225628000000,'local-1','',0);
INSERT INTO "claim" VALUES(10,1,'cl_i4ef7i22akyfhl4zaq23flzh','ep_3guoty64zgupjpbxakathfbs','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_njlfzvh3e4aovq7p2k6mea6e','Maya lives in Narvik','I live in Narvik.','STATE',1743465600000000,253402300799999999,0,0,0,0,0.7,1,1743465600000000,1767225632000000,'local-1','',1);
INSERT INTO "claim" VALUES(11,1,'cl_y5n6n4fznaqgn6szpowmiz2c','ep_cq7ekrnabh3uwicweu4taul3','sl_ua5tbso2xk5kydqgrcrtwxou','en_k5jrnew4w2dfh5pl42f2g74e','married to','en_q77et7j327ocv73iqb5mq2rz','Tom married Lena Brandt on 25 May 2024','I married Lena Brandt on 25 May 2024.','STATE',1716595200000000,253402300799999999,1,0,0,0,0.95,1,1717200000000000,1767225637000000,'local-1','',0);
INSERT INTO "claim" VALUES(12,1,'cl_srrzhezsorbxwscsfs2ehjtk','ep_dctkmjarf4w37yhks763265q','sl_7x6mykyyzvmwpkakcebkytgz','en_k5jrnew4w2dfh5pl42f2g74e','lives in','en_uiejwq35xg4fct4624p5zc3c','Tom lives in Bergen','I live in Bergen.','STATE',1725235200000000,253402300799999999,0,0,0,0,0.7,1,1725235200000000,1767225641000000,'local-1','',0);
INSERT INTO "claim" VALUES(13,2,'cl_k5milztrd3czhbdeunsysblm','ep_6ro76e7tzk463dssloejjh4r','sl_iwi77o2pqehd5zuz3eoejmim','en_4to25grevvh5hfgjynkrwzlr','lives in','en_42xwevpuvom3u24tauqngzmn','Kim lives in Graz','I live in Graz.','STATE',1709424000000000,253402300799999999,0,0,0,0,0.7,1,1709424000000000,1767225645000000,'local-1','',0);
CREATE TABLE dispute (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  slot TEXT NOT NULL,
  holder TEXT NOT NULL,
  rival TEXT NOT NULL,
  rule TEXT NOT NULL,
  opened INTEGER NOT NULL,
  UNIQUE (scope, slot, holder, rival)
);
CREATE TABLE entity (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  form TEXT NOT NULL,
  kind TEXT NOT NULL,
  created INTEGER NOT NULL,
  is_value INTEGER NOT NULL,
  UNIQUE (scope, id)
);
INSERT INTO "entity" VALUES(1,1,'en_bp6umfrrecmf5gkb3jqd2xo3','Maya','maya','person',1767225604000000,0);
INSERT INTO "entity" VALUES(2,1,'en_xby6znqwrtnzwtwd7opgeq2r','Lisbon','lisbon','place',1767225604000000,0);
INSERT INTO "entity" VALUES(3,1,'en_teovl5hpm45gotd54iyrva2i','Acme','acme','organisation',1767225608000000,0);
INSERT INTO "entity" VALUES(4,1,'en_4ft3tre6ufjucvxqqg4cbos3','Ines','ines','person',1767225608000000,0);
INSERT INTO "entity" VALUES(5,1,'en_l3z74l62p5v7golepivvuhne','Madrid','madrid','place',1767225608000000,0);
INSERT INTO "entity" VALUES(6,1,'en_nshhdzyynkpyyldo2wre4uje','Nordlys','nordlys','organisation',1767225616000000,0);
INSERT INTO "entity" VALUES(7,1,'en_pzdhjwaocdxt4xhziaztxbzz','Oslo','oslo','place',1767225620000000,0);
INSERT INTO "entity" VALUES(8,1,'en_4qfxx3gu3qozitwj4s2ycqnm','Japan','japan','place',1767225624000000,0);
INSERT INTO "entity" VALUES(9,1,'en_ugrknirlexy6zeqrgqkrdabv','Porto','porto','place',1767225628000000,0);
INSERT INTO "entity" VALUES(10,1,'en_njlfzvh3e4aovq7p2k6mea6e','Narvik','narvik','place',1767225632000000,0);
INSERT INTO "entity" VALUES(11,1,'en_k5jrnew4w2dfh5pl42f2g74e','Tom','tom','person',1767225637000000,0);
INSERT INTO "entity" VALUES(12,1,'en_q77et7j327ocv73iqb5mq2rz','Lena Brandt','lena brandt','person',1767225637000000,0);
INSERT INTO "entity" VALUES(13,1,'en_uiejwq35xg4fct4624p5zc3c','Bergen','bergen','place',1767225641000000,0);
INSERT INTO "entity" VALUES(14,2,'en_4to25grevvh5hfgjynkrwzlr','Kim','kim','person',1767225645000000,0);
INSERT INTO "entity" VALUES(15,2,'en_42xwevpuvom3u24tauqngzmn','Graz','graz','place',1767225645000000,0);
CREATE TABLE episode (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  id TEXT NOT NULL,
  content TEXT NOT NULL,
  occurred INTEGER NOT NULL,
  created INTEGER NOT NULL,
  kind TEXT NOT NULL,
  speaker TEXT NOT NULL,
  source TEXT NOT NULL,
  external_id TEXT NOT NULL,
  trust INTEGER NOT NULL,
  metadata TEXT NOT NULL,
  given TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  UNIQUE (scope, id)
);
INSERT INTO "episode" VALUES(1,1,'ep_fjmtorwnlqfhs5upcuv54i6c','I live in Lisbon.',1677888000000000,1767225601000000,'MESSAGE','Maya','','',1,'{}','[]',0);
INSERT INTO "episode" VALUES(2,1,'ep_ldwjooe7vnw4e6jkogqedfv5','I work at Acme. My sister Ines lives in Madrid.',1677974400000000,1767225606000000,'MESSAGE','Maya','','',1,'{}','[]',0);
INSERT INTO "episode" VALUES(3,1,'ep_anzgyehc2prmbb2ml2gwqwdh','I quit my job at Acme yesterday.',1698883200000000,1767225610000000,'MESSAGE','Maya','','',1,'{}','[]',0);
INSERT INTO "episode" VALUES(4,1,'ep_um4a7dh4c5xzuqubgahgibpw','I work at Nordlys now.',1705276800000000,1767225614000000,'MESSAGE','Maya','','',1,'{}','[]',0);
INSERT INTO "episode" VALUES(5,1,'ep_pudqpihjvbdn5oyrcilby4xe','I moved to Oslo on 10 February 2024.',1708387200000000,1767225618000000,'MESSAGE','Maya','','',1,'{}','[]',0);
INSERT INTO "episode" VALUES(6,1,'ep_gdbermgagqvy4engct2nzm2o','I will visit Japan in June 2027.',1736640000000000,1767225622000000,'MESSAGE','Maya','','',1,'{}','[]',0);
INSERT INTO "episode" VALUES(7,1,'ep_x2jy4kuwuh2ytq4xidlbfmqb','I lived in Porto from 2018 to 2022.',1743292800000000,1767225626000000,'MESSAGE','Maya','','',1,'{}','[]',0);
INSERT INTO "episode" VALUES(8,1,'ep_3guoty64zgupjpbxakathfbs','I live in Narvik.',1743465600000000,1767225630000000,'MESSAGE','Maya','','',1,'{}','[]',0);
INSERT INTO "episode" VALUES(9,1,'ep_cq7ekrnabh3uwicweu4taul3','I married Lena Brandt on 25 May 2024.',1717200000000000,1767225635000000,'MESSAGE','Tom','','',1,'{}','[]',0);
INSERT INTO "episode" VALUES(10,1,'ep_dctkmjarf4w37yhks763265q','I live in Bergen.',1725235200000000,1767225639000000,'MESSAGE','Tom','','',1,'{}','[]',0);
INSERT INTO "episode" VALUES(11,2,'ep_6ro76e7tzk463dssloejjh4r','I live in Graz.',1709424000000000,1767225643000000,'TEXT','Kim','','',1,'{}','[]',0);
INSERT INTO "episode" VALUES(12,1,'ep_tq7x2quospdwjrfl35ogwvsr','My dentist is Pavel Novak.',1746403200000000,1767225647000000,'MESSAGE','Tom','','',1,'{}','[]',0);
CREATE TABLE fact (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  id TEXT NOT NULL,
  slot TEXT NOT NULL,
  subject TEXT NOT NULL,
  predicate TEXT NOT NULL,
  object TEXT NOT NULL,
  sentence TEXT NOT NULL,
  nature TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL,
  created INTEGER NOT NULL,
  expired INTEGER NOT NULL,
  ending TEXT NOT NULL,
  claims TEXT NOT NULL,
  episodes TEXT NOT NULL,
  confidence REAL NOT NULL,
  trust INTEGER NOT NULL,
  rule TEXT NOT NULL,
  closed_by TEXT,
  revision INTEGER NOT NULL,
  is_negated INTEGER NOT NULL,
  UNIQUE (scope, id)
);
INSERT INTO "fact" VALUES(1,1,'fa_nvvne3vzchlims2cexd4na4g','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_xby6znqwrtnzwtwd7opgeq2r','Maya lives in Lisbon','STATE',1677888000000000,253402300799999999,1767225604000000,1767225620000000,'OPEN','["cl_wrvs2o2a4meq3rwmsbgn7ilq"]','["ep_fjmtorwnlqfhs5upcuv54i6c"]',0.7,1,'stated',NULL,1,0);
INSERT INTO "fact" VALUES(2,1,'fa_tmnpzfxdgqastykxogrxlwcg','sl_nr6zybdlx5n3a6m4unv7ytec','en_bp6umfrrecmf5gkb3jqd2xo3','works for','en_teovl5hpm45gotd54iyrva2i','Maya works at Acme','STATE',1677974400000000,253402300799999999,1767225608000000,1767225612000000,'OPEN','["cl_gfy446zm4jstkqkh4ob4vh5r"]','["ep_ldwjooe7vnw4e6jkogqedfv5"]',0.7,1,'stated',NULL,1,0);
INSERT INTO "fact" VALUES(3,1,'fa_ih4c6ctsxu3oa4zzn4aqcop5','sl_3y7sd63tgf5iuj3tfpgxi52q','en_bp6umfrrecmf5gkb3jqd2xo3','sister','en_4ft3tre6ufjucvxqqg4cbos3','Maya''s sister is Ines','STATE',-62135596800000000,253402300799999999,1767225608000000,253402300799999999,'OPEN','["cl_xmqfhdcye2ou5lpdcs2kwxgl"]','["ep_ldwjooe7vnw4e6jkogqedfv5"]',0.95,1,'stated',NULL,1,0);
INSERT INTO "fact" VALUES(4,1,'fa_dusplimqyr4wtk2jw6gyva2s','sl_w3qbh6tkjynso2aqfaqiatu2','en_4ft3tre6ufjucvxqqg4cbos3','lives in','en_l3z74l62p5v7golepivvuhne','Maya''s sister Ines lives in Madrid','STATE',1677974400000000,253402300799999999,1767225608000000,253402300799999999,'OPEN','["cl_uarp6upsewjgnk43ax7hnz6e"]','["ep_ldwjooe7vnw4e6jkogqedfv5"]',0.6,1,'stated',NULL,1,0);
INSERT INTO "fact" VALUES(5,1,'fa_m46xkuugp3nzhm7yv47re645','sl_nr6zybdlx5n3a6m4unv7ytec','en_bp6umfrrecmf5gkb3jqd2xo3','works for','en_teovl5hpm45gotd54iyrva2i','Maya works at Acme','STATE',1677974400000000,1698796800000000,1767225612000000,253402300799999999,'INVALIDATED','["cl_fga5t3vry2jaaejvge763nao", "cl_gfy446zm4jstkqkh4ob4vh5r"]','["ep_anzgyehc2prmbb2ml2gwqwdh", "ep_ldwjooe7vnw4e6jkogqedfv5"]',0.985,1,'ended-without-successor','cl_fga5t3vry2jaaejvge763nao',2,0);
INSERT INTO "fact" VALUES(6,1,'fa_yeqiw6mvbsffn3emhnriuv7d','sl_nr6zybdlx5n3a6m4unv7ytec','en_bp6umfrrecmf5gkb3jqd2xo3','works for','en_nshhdzyynkpyyldo2wre4uje','Maya works at Nordlys now','STATE',1705276800000000,253402300799999999,1767225616000000,253402300799999999,'OPEN','["cl_unh5carti4jca4ftjs2aamsc"]','["ep_um4a7dh4c5xzuqubgahgibpw"]',0.7,1,'stated',NULL,1,0);
INSERT INTO "fact" VALUES(7,1,'fa_drxxr3e6jzyimh3gbej73t3c','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_xby6znqwrtnzwtwd7opgeq2r','Maya lives in Lisbon','STATE',1677888000000000,1707523200000000,1767225620000000,253402300799999999,'SUPERSEDED','["cl_wrvs2o2a4meq3rwmsbgn7ilq"]','["ep_fjmtorwnlqfhs5upcuv54i6c"]',0.7,1,'later-start-wins','cl_ityawdwhiook5adtpsp7swlp',2,0);
INSERT INTO "fact" VALUES(8,1,'fa_troq2u2qkuf57362kixubyub','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_pzdhjwaocdxt4xhziaztxbzz','Maya moved to Oslo on 10 February 2024','STATE',1707523200000000,253402300799999999,1767225620000000,1767225632000000,'OPEN','["cl_ityawdwhiook5adtpsp7swlp"]','["ep_pudqpihjvbdn5oyrcilby4xe"]',0.95,1,'stated',NULL,1,0);
INSERT INTO "fact" VALUES(9,1,'fa_7f7pm37a7u4oftjhgnmp3y36','sl_zp7gcfeujxajgplb3lj7mlmt','en_bp6umfrrecmf5gkb3jqd2xo3','will visit','en_4qfxx3gu3qozitwj4s2ycqnm','Maya will visit Japan in June 2027','PLAN',1811808000000000,1814400000000000,1767225624000000,253402300799999999,'STATED','["cl_7xw4nhycbkl7unnv67bw2ggs"]','["ep_gdbermgagqvy4engct2nzm2o"]',0.9,1,'planned',NULL,1,0);
INSERT INTO "fact" VALUES(10,1,'fa_dmeyfnmpgaz2epqorlhxrzmb','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_ugrknirlexy6zeqrgqkrdabv','Maya lived in Porto from 2018 to 2022','PAST_STATE',1514764800000000,1672531200000000,1767225628000000,253402300799999999,'STATED','["cl_2arnjav2cdmcldn2upmu6q7m"]','["ep_x2jy4kuwuh2ytq4xidlbfmqb"]',0.9,1,'stated',NULL,1,0);
INSERT INTO "fact" VALUES(11,1,'fa_5eg47psri56ss24unada4jh5','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_pzdhjwaocdxt4xhziaztxbzz','Maya moved to Oslo on 10 February 2024','STATE',1707523200000000,1743465600000000,1767225632000000,1767225634000000,'SUPERSEDED','["cl_ityawdwhiook5adtpsp7swlp"]','["ep_pudqpihjvbdn5oyrcilby4xe"]',0.95,1,'later-start-wins','cl_i4ef7i22akyfhl4zaq23flzh',2,0);
INSERT INTO "fact" VALUES(12,1,'fa_y6c6dwteucbkujvfkvxyspqi','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_njlfzvh3e4aovq7p2k6mea6e','Maya lives in Narvik','STATE',1743465600000000,253402300799999999,1767225632000000,1767225634000000,'OPEN','["cl_i4ef7i22akyfhl4zaq23flzh"]','["ep_3guoty64zgupjpbxakathfbs"]',0.7,1,'stated',NULL,1,0);
INSERT INTO "fact" VALUES(13,1,'fa_qzvj6j4aj4v5ks4jcnpzqdaw','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_pzdhjwaocdxt4xhziaztxbzz','Maya moved to Oslo on 10 February 2024','STATE',1707523200000000,253402300799999999,1767225634000000,253402300799999999,'OPEN','["cl_ityawdwhiook5adtpsp7swlp"]','["ep_pudqpihjvbdn5oyrcilby4xe"]',0.95,1,'stated',NULL,3,0);
INSERT INTO "fact" VALUES(14,1,'fa_weqlbjvdrs54baqpg6tuvfno','sl_ua5tbso2xk5kydqgrcrtwxou','en_k5jrnew4w2dfh5pl42f2g74e','married to','en_q77et7j327ocv73iqb5mq2rz','Tom married Lena Brandt on 25 May 2024','STATE',1716595200000000,253402300799999999,1767225637000000,253402300799999999,'OPEN','["cl_y5n6n4fznaqgn6szpowmiz2c"]','["ep_cq7ekrnabh3uwicweu4taul3"]',0.95,1,'stated',NULL,1,0);
INSERT INTO "fact" VALUES(15,1,'fa_2nejtjyrdx3pixxzna4n4u2z','sl_7x6mykyyzvmwpkakcebkytgz','en_k5jrnew4w2dfh5pl42f2g74e','lives in','en_uiejwq35xg4fct4624p5zc3c','Tom lives in Bergen','STATE',1725235200000000,253402300799999999,1767225641000000,253402300799999999,'OPEN','["cl_srrzhezsorbxwscsfs2ehjtk"]','["ep_dctkmjarf4w37yhks763265q"]',0.7,1,'stated',NULL,1,0);
INSERT INTO "fact" VALUES(16,2,'fa_z72o3yvb4mwvahl66igotuv7','sl_iwi77o2pqehd5zuz3eoejmim','en_4to25grevvh5hfgjynkrwzlr','lives in','en_42xwevpuvom3u24tauqngzmn','Kim lives in Graz','STATE',1709424000000000,253402300799999999,1767225645000000,253402300799999999,'OPEN','["cl_k5milztrd3czhbdeunsysblm"]','["ep_6ro76e7tzk463dssloejjh4r"]',0.7,1,'stated',NULL,1,0);
CREATE TABLE idempotency (
  scope INTEGER NOT NULL REFERENCES scope (number),
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  job INTEGER NOT NULL REFERENCES job (number),
  PRIMARY KEY (scope, key)
) WITHOUT ROWID;
INSERT INTO "idempotency" VALUES(1,'k1','225867e1b484a5f849133b3765fda44dbb8745db73443045bba8b9e7215433c8',1);
INSERT INTO "idempotency" VALUES(1,'k10','fcc0590b90032fd127501736994faf27bc5926e11a81a2c68022dfc9bac7bf01',10);
INSERT INTO "idempotency" VALUES(1,'k11','2dfbcde1632d2ddac94487ff2a06f1d95dc38a7eb0600cd44c8c0e158ddf0add',12);
INSERT INTO "idempotency" VALUES(1,'k2','a7c97eeb4a3ea5676262f50fd8fcf926d66167a6b86d4754285028ac245b0d12',2);
INSERT INTO "idempotency" VALUES(1,'k3','41e29e5c80daa0aa3b444b23e96d2d79bf5875b6b1085dfc39184e487010a3f9',3);
INSERT INTO "idempotency" VALUES(1,'k4','0d25787bfd1e345b013b71266ac8dba77ff7a0a77ceb106928c93887c7b0cf14',4);
INSERT INTO "idempotency" VALUES(1,'k5','9352fe925d335031dec3c2128ba86f9511cb3ba872b3bc1ba5f0105ebf46c82d',5);
INSERT INTO "idempotency" VALUES(1,'k6','2d8b5fa336fcf2b1f2e8237bde083959734bfb887af586c9b2dcfa117af8ff59',6);
INSERT INTO "idempotency" VALUES(1,'k7','03f4489c93a6acaf77c2a09441a2d6df4b6364069600b6e69b4086fdde85b842',7);
INSERT INTO "idempotency" VALUES(1,'k8','4ca70932687c8e97db977d7668fd17f7b1c1f089251efc75419e9c6e82631f6e',8);
INSERT INTO "idempotency" VALUES(1,'k9','204f7998a7982697b2574fe66d06e1090245bcc022ad80713c97f24528cf8679',9);
INSERT INTO "idempotency" VALUES(2,'kim-1','10ec4a1f2aaa1408aa61313698eea87438c30b0f4f1c7d387cb1441374aabce9',11);
CREATE TABLE job (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  scope INTEGER NOT NULL REFERENCES scope (number),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  created INTEGER NOT NULL,
  finished INTEGER,
  last_error TEXT NOT NULL,
  token INTEGER,
  UNIQUE (scope, id)
);
INSERT INTO "job" VALUES(1,1,'job_ktol7rl6n56sk7dngcgmp3rt','remember','DONE',1,1767225601000000,1767225604000000,'',1);
INSERT INTO "job" VALUES(2,1,'job_rjkdf7ufhqqgh5rkqh4ve255','remember','DONE',1,1767225606000000,1767225608000000,'',2);
INSERT INTO "job" VALUES(3,1,'job_27gpljkdlyu3dgrbncaajvoj','remember','DONE',1,1767225610000000,1767225612000000,'',3);
INSERT INTO "job" VALUES(4,1,'job_otckj2ame6elpqtpkp2jkmku','remember','DONE',1,1767225614000000,1767225616000000,'',4);
INSERT INTO "job" VALUES(5,1,'job_kbgmkpzwhxiskzmwkweqgis5','remember','DONE',1,1767225618000000,1767225620000000,'',5);
INSERT INTO "job" VALUES(6,1,'job_nmxgwitnhib2n3bv276zbgmv','remember','DONE',1,1767225622000000,1767225624000000,'',6);
INSERT INTO "job" VALUES(7,1,'job_ocvhzpb5wrkxuknimnuy2ivp','remember','DONE',1,1767225626000000,1767225628000000,'',7);
INSERT INTO "job" VALUES(8,1,'job_btegk54ndcwxngijmycmod7g','remember','DONE',1,1767225630000000,1767225632000000,'',8);
INSERT INTO "job" VALUES(9,1,'job_zzrrbfn43u7c2znyqa2bqi6c','remember','DONE',1,1767225635000000,1767225637000000,'',9);
INSERT INTO "job" VALUES(10,1,'job_yjmgbt4od3dckn4ohdjgre63','remember','DONE',1,1767225639000000,1767225641000000,'',10);
INSERT INTO "job" VALUES(11,2,'job_xmxtee6cbjquekn2yksmleim','remember','DONE',1,1767225643000000,1767225645000000,'',1);
INSERT INTO "job" VALUES(12,1,'job_72k7lqwnmiylru7r7args3xf','remember','QUEUED',0,1767225647000000,NULL,'',NULL);
CREATE TABLE job_episode (
  job INTEGER NOT NULL REFERENCES job (number),
  ordinal INTEGER NOT NULL,
  episode INTEGER NOT NULL REFERENCES episode (number),
  PRIMARY KEY (job, ordinal)
) WITHOUT ROWID;
INSERT INTO "job_episode" VALUES(1,0,1);
INSERT INTO "job_episode" VALUES(2,0,2);
INSERT INTO "job_episode" VALUES(3,0,3);
INSERT INTO "job_episode" VALUES(4,0,4);
INSERT INTO "job_episode" VALUES(5,0,5);
INSERT INTO "job_episode" VALUES(6,0,6);
INSERT INTO "job_episode" VALUES(7,0,7);
INSERT INTO "job_episode" VALUES(8,0,8);
INSERT INTO "job_episode" VALUES(9,0,9);
INSERT INTO "job_episode" VALUES(10,0,10);
INSERT INTO "job_episode" VALUES(11,0,11);
INSERT INTO "job_episode" VALUES(12,0,12);
CREATE TABLE lease (
  scope INTEGER PRIMARY KEY REFERENCES scope (number),
  token INTEGER NOT NULL,
  expires INTEGER NOT NULL
);
INSERT INTO "lease" VALUES(1,10,-62135596800000000);
INSERT INTO "lease" VALUES(2,1,-62135596800000000);
CREATE TABLE migration (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL);
INSERT INTO "migration" VALUES(1,'knowledge','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(2,'queue','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(3,'search','2026-01-01T00:00:00+00:00');
CREATE TABLE scope (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE
, revision INTEGER NOT NULL DEFAULT 0);
INSERT INTO "scope" VALUES(1,'story///',11);
INSERT INTO "scope" VALUES(2,'story/kim//',1);
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "setting" VALUES('dimensions','8');
INSERT INTO "setting" VALUES('embedder','test');
CREATE TABLE unit (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  item INTEGER NOT NULL,
  scope INTEGER NOT NULL REFERENCES scope (number),
  revision INTEGER NOT NULL,
  vector BLOB,
  UNIQUE (kind, item)
);
INSERT INTO "unit" VALUES(1,'FACT',1,1,5,X'9BE8A13E00000000000000009BE8213F000000009BE8A13E000000009BE8213F');
INSERT INTO "unit" VALUES(2,'EPISODE',1,1,1,X'00000000000000000000003F0000003F0000003F0000003F0000000000000000');
INSERT INTO "unit" VALUES(3,'FACT',2,1,3,X'3ACD933E00000000000000003ACD933E00000000D8B35D3F000000003ACD933E');
INSERT INTO "unit" VALUES(4,'FACT',3,1,2,X'9BE8213F9BE8A13E9BE8213F000000000000000000000000000000009BE8A13E');
INSERT INTO "unit" VALUES(5,'FACT',4,1,2,X'CD84D53E00000000CD84553E9A23203F0000000000000000000000009A23203F');
INSERT INTO "unit" VALUES(6,'EPISODE',2,1,2,X'2EF9643E2EF9643E2EF9E43EE2BA2B3F000000002EF9643E000000002EF9E43E');
INSERT INTO "unit" VALUES(7,'FACT',5,1,3,X'3ACD933E00000000000000003ACD933E00000000D8B35D3F000000003ACD933E');
INSERT INTO "unit" VALUES(8,'EPISODE',3,1,3,X'00000000B25F9A3EB25F1A3FB25F1A3F00000000B25F9A3EB25F9A3E00000000');
INSERT INTO "unit" VALUES(9,'FACT',6,1,4,X'A532843E0000000000000000F74B463F00000000A532043F00000000A532843E');
INSERT INTO "unit" VALUES(10,'EPISODE',4,1,4,X'0000000000000000B25F9A3E8A8F673F000000000000000000000000B25F9A3E');
INSERT INTO "unit" VALUES(11,'FACT',7,1,5,X'9BE8A13E00000000000000009BE8213F000000009BE8A13E000000009BE8213F');
INSERT INTO "unit" VALUES(12,'FACT',8,1,8,X'F05B713EF05B713EF05BF13EF05BF13E00000000F05BF13E00000000F05BF13E');
INSERT INTO "unit" VALUES(13,'EPISODE',5,1,5,X'000000000000803E0000403F0000803E000000000000003F000000000000803E');
INSERT INTO "unit" VALUES(14,'FACT',9,1,6,X'CD84D53E00000000CD84553FCD84553ECD84553E0000000000000000CD84553E');
INSERT INTO "unit" VALUES(15,'EPISODE',6,1,6,X'D5008E3E000000004001553FD5008E3ED5008E3E0000000000000000D5008E3E');
INSERT INTO "unit" VALUES(16,'FACT',10,1,7,X'EB05513EEB05513EEB05513EEB05D13E00000000EB05513E00000000EB05513F');
INSERT INTO "unit" VALUES(17,'EPISODE',7,1,7,X'000000000000803E0000003F0000803E000000000000803E000000000000403F');
INSERT INTO "unit" VALUES(18,'FACT',11,1,9,X'F05B713EF05B713EF05BF13EF05BF13E00000000F05BF13E00000000F05BF13E');
INSERT INTO "unit" VALUES(19,'FACT',12,1,9,X'9BE8A13E9BE8A13E000000009BE8213F0000000000000000000000009BE8213F');
INSERT INTO "unit" VALUES(20,'EPISODE',8,1,8,X'000000000000003F0000003F0000003F0000003F000000000000000000000000');
INSERT INTO "unit" VALUES(21,'FACT',13,1,9,X'F05B713EF05B713EF05BF13EF05BF13E00000000F05BF13E00000000F05BF13E');
INSERT INTO "unit" VALUES(22,'FACT',14,1,10,X'00000000000000009084413E9084413F9084413E6C23113F000000009084413E');
INSERT INTO "unit" VALUES(23,'EPISODE',9,1,10,X'0000000000000000F05BF13EF404353FF05B713EF05BF13E0000000000000000');
INSERT INTO "unit" VALUES(24,'FACT',15,1,11,X'00000000000000009BE8A13E9BE8213F000000009BE8A13E000000009BE8213F');
INSERT INTO "unit" VALUES(25,'EPISODE',10,1,11,X'0000000000000000EB05513FEB05D13EEB05D13E000000000000000000000000');
INSERT INTO "unit" VALUES(26,'FACT',16,2,1,X'00000000000000000000000077D6083F0000000077D6883E00000000B2414D3F');
INSERT INTO "unit" VALUES(27,'EPISODE',11,2,1,X'00000000000000000000003F0000003F0000003F00000000000000000000003F');
CREATE INDEX entity_by_name ON entity (scope, is_value, name, id);
CREATE INDEX alias_by_entity ON alias (scope, entity);
CREATE INDEX claim_by_slot ON claim (scope, slot);
CREATE INDEX claim_by_episode ON claim (scope, episode);
CREATE INDEX fact_by_slot ON fact (scope, slot);
CREATE INDEX fact_by_subject ON fact (scope, subject, valid_from);
CREATE INDEX fact_by_object ON fact (scope, object, valid_from);
CREATE INDEX fact_by_start ON fact (scope, valid_from, id);
CREATE INDEX change_by_scope ON change (scope, sequence);
CREATE INDEX change_by_item ON change (scope, item, sequence);
CREATE INDEX open_job ON job (number, scope) WHERE status IN ('QUEUED', 'RUNNING');
CREATE INDEX job_by_scope ON job (scope, status, number);
CREATE INDEX job_by_episode ON job_episode (episode, job);
CREATE INDEX unit_by_revision ON unit (scope, kind, revision);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('job',12);
INSERT INTO "sqlite_sequence" VALUES('change',35);
COMMIT;
