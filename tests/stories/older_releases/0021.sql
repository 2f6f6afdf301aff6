BEGIN TRANSACTION;
CREATE TABLE alias (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  form TEXT NOT NULL,
  entity TEXT NOT NULL,
  name TEXT NOT NULL,
  is_main INTEGER NOT NULL,
  source TEXT NOT NULL,
  created INTEGER NOT NULL, key_joined TEXT NOT NULL DEFAULT '', key_sorted TEXT NOT NULL DEFAULT '', key_initials TEXT NOT NULL DEFAULT '', key_person TEXT NOT NULL DEFAULT '', key_letters TEXT NOT NULL DEFAULT '',
  UNIQUE (scope, form, entity)
);
INSERT INTO "alias" VALUES(1,1,'maya','en_bp6umfrrecmf5gkb3jqd2xo3','Maya',1,'read ep_fjmtorwnlqfhs5upcuv54i6c',1767225604000000,'maya','','','','');
INSERT INTO "alias" VALUES(2,1,'lisbon','en_xby6znqwrtnzwtwd7opgeq2r','Lisbon',1,'read ep_fjmtorwnlqfhs5upcuv54i6c',1767225604000000,'lisbon','','','','  l isb');
INSERT INTO "alias" VALUES(3,1,'acme','en_teovl5hpm45gotd54iyrva2i','Acme',1,'read ep_ldwjooe7vnw4e6jkogqedfv5',1767225608000000,'acme','','','','');
INSERT INTO "alias" VALUES(4,1,'ines','en_4ft3tre6ufjucvxqqg4cbos3','Ines',1,'read ep_ldwjooe7vnw4e6jkogqedfv5',1767225608000000,'ines','','','','');
INSERT INTO "alias" VALUES(5,1,'madrid','en_l3z74l62p5v7golepivvuhne','Madrid',1,'read ep_ldwjooe7vnw4e6jkogqedfv5',1767225608000000,'madrid','','','','adr  ma');
INSERT INTO "alias" VALUES(6,1,'nordlys','en_nshhdzyynkpyyldo2wre4uje','Nordlys',1,'read ep_um4a7dh4c5xzuqubgahgibpw',1767225616000000,'nordlys','','','','dly lys');
INSERT INTO "alias" VALUES(7,1,'oslo','en_pzdhjwaocdxt4xhziaztxbzz','Oslo',1,'read ep_pudqpihjvbdn5oyrcilby4xe',1767225620000000,'oslo','','','','');
INSERT INTO "alias" VALUES(8,1,'japan','en_4qfxx3gu3qozitwj4s2ycqnm','Japan',1,'read ep_gdbermgagqvy4engct2nzm2o',1767225624000000,'japan','','','','');
INSERT INTO "alias" VALUES(9,1,'porto','en_ugrknirlexy6zeqrgqkrdabv','Porto',1,'read ep_x2jy4kuwuh2ytq4xidlbfmqb',1767225628000000,'porto','','','','');
INSERT INTO "alias" VALUES(10,1,'narvik','en_njlfzvh3e4aovq7p2k6mea6e','Narvik',1,'read ep_3guoty64zgupjpbxakathfbs',1767225632000000,'narvik','','','','ik   na');
INSERT INTO "alias" VALUES(11,1,'tom','en_k5jrnew4w2dfh5pl42f2g74e','Tom',1,'read ep_cq7ekrnabh3uwicweu4taul3',1767225640000000,'tom','','','','');
INSERT INTO "alias" VALUES(12,1,'lena brandt','en_q77et7j327ocv73iqb5mq2rz','Lena Brandt',1,'read ep_cq7ekrnabh3uwicweu4taul3',1767225640000000,'lenabrandt','brandt lena','lb','l brandt','and len');
INSERT INTO "alias" VALUES(13,1,'married','va_ybuwljzryqmawry73abwvfaa','married',1,'read ep_cq7ekrnabh3uwicweu4taul3',1767225640000000,'married','','','','arr rie');
INSERT INTO "alias" VALUES(14,1,'bergen','en_uiejwq35xg4fct4624p5zc3c','Bergen',1,'read ep_dctkmjarf4w37yhks763265q',1767225644000000,'bergen','','','','gen ber');
INSERT INTO "alias" VALUES(15,2,'kim','en_4to25grevvh5hfgjynkrwzlr','Kim',1,'read ep_6ro76e7tzk463dssloejjh4r',1767225648000000,'kim','','','','');
INSERT INTO "alias" VALUES(16,2,'graz','en_42xwevpuvom3u24tauqngzmn','Graz',1,'read ep_6ro76e7tzk463dssloejjh4r',1767225648000000,'graz','','','','');
INSERT INTO "alias" VALUES(17,1,'lena','en_grtqramaspkfsadfzy6ke2zb','Lena',1,'read ep_myb5uhq723izmegbwfucppce',1767225664000000,'lena','','','','');
INSERT INTO "alias" VALUES(18,1,'kiel','en_25lsfuda62iao5nimxbtlf3h','Kiel',1,'read ep_myb5uhq723izmegbwfucppce',1767225664000000,'kiel','','','','');
CREATE TABLE appearance (
  scope INTEGER NOT NULL REFERENCES scope (number),
  entity TEXT NOT NULL,
  is_topic INTEGER NOT NULL,
  episode TEXT NOT NULL,
  PRIMARY KEY (scope, episode, entity)
) WITHOUT ROWID;
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
INSERT INTO "change" VALUES(3,1,1767225604000000,'worker','CREATED','read ep_fjmtorwnlqfhs5upcuv54i6c','fa_nvvne3vzchlims2cexd4na4g','','{"id":"fa_nvvne3vzchlims2cexd4na4g","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_xby6znqwrtnzwtwd7opgeq2r","sentence":"Maya lives in Lisbon","nature":"STATE","valid_from":"2023-03-04T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:04+00:00","expired":null,"ending":"OPEN","claims":["cl_wrvs2o2a4meq3rwmsbgn7ilq"],"episodes":["ep_fjmtorwnlqfhs5upcuv54i6c"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(4,1,1767225608000000,'worker','CREATED','read ep_ldwjooe7vnw4e6jkogqedfv5','en_teovl5hpm45gotd54iyrva2i','','{"id":"en_teovl5hpm45gotd54iyrva2i","name":"Acme","kind":"organisation","created":"2026-01-01T00:00:08+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(5,1,1767225608000000,'worker','CREATED','read ep_ldwjooe7vnw4e6jkogqedfv5','en_4ft3tre6ufjucvxqqg4cbos3','','{"id":"en_4ft3tre6ufjucvxqqg4cbos3","name":"Ines","kind":"person","created":"2026-01-01T00:00:08+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(6,1,1767225608000000,'worker','CREATED','read ep_ldwjooe7vnw4e6jkogqedfv5','en_l3z74l62p5v7golepivvuhne','','{"id":"en_l3z74l62p5v7golepivvuhne","name":"Madrid","kind":"place","created":"2026-01-01T00:00:08+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(7,1,1767225608000000,'worker','CREATED','read ep_ldwjooe7vnw4e6jkogqedfv5','fa_tmnpzfxdgqastykxogrxlwcg','','{"id":"fa_tmnpzfxdgqastykxogrxlwcg","slot":"sl_nr6zybdlx5n3a6m4unv7ytec","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"works for","object":"en_teovl5hpm45gotd54iyrva2i","sentence":"Maya works at Acme","nature":"STATE","valid_from":"2023-03-05T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:08+00:00","expired":null,"ending":"OPEN","claims":["cl_gfy446zm4jstkqkh4ob4vh5r"],"episodes":["ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(8,1,1767225608000000,'worker','CREATED','read ep_ldwjooe7vnw4e6jkogqedfv5','fa_ih4c6ctsxu3oa4zzn4aqcop5','','{"id":"fa_ih4c6ctsxu3oa4zzn4aqcop5","slot":"sl_3y7sd63tgf5iuj3tfpgxi52q","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"sister","object":"en_4ft3tre6ufjucvxqqg4cbos3","sentence":"Maya''s sister is Ines","nature":"STATE","valid_from":null,"valid_to":null,"created":"2026-01-01T00:00:08+00:00","expired":null,"ending":"OPEN","claims":["cl_xmqfhdcye2ou5lpdcs2kwxgl"],"episodes":["ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.95,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(9,1,1767225608000000,'worker','CREATED','read ep_ldwjooe7vnw4e6jkogqedfv5','fa_dusplimqyr4wtk2jw6gyva2s','','{"id":"fa_dusplimqyr4wtk2jw6gyva2s","slot":"sl_w3qbh6tkjynso2aqfaqiatu2","subject":"en_4ft3tre6ufjucvxqqg4cbos3","predicate":"lives in","object":"en_l3z74l62p5v7golepivvuhne","sentence":"Maya''s sister Ines lives in Madrid","nature":"STATE","valid_from":"2023-03-05T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:08+00:00","expired":null,"ending":"OPEN","claims":["cl_uarp6upsewjgnk43ax7hnz6e"],"episodes":["ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(10,1,1767225612000000,'worker','INVALIDATED','read ep_anzgyehc2prmbb2ml2gwqwdh','fa_tmnpzfxdgqastykxogrxlwcg','{"id":"fa_tmnpzfxdgqastykxogrxlwcg","slot":"sl_nr6zybdlx5n3a6m4unv7ytec","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"works for","object":"en_teovl5hpm45gotd54iyrva2i","sentence":"Maya works at Acme","nature":"STATE","valid_from":"2023-03-05T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:08+00:00","expired":null,"ending":"OPEN","claims":["cl_gfy446zm4jstkqkh4ob4vh5r"],"episodes":["ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}','{"id":"fa_m46xkuugp3nzhm7yv47re645","slot":"sl_nr6zybdlx5n3a6m4unv7ytec","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"works for","object":"en_teovl5hpm45gotd54iyrva2i","sentence":"Maya works at Acme","nature":"STATE","valid_from":"2023-03-05T00:00:00+00:00","valid_to":"2023-11-01T00:00:00+00:00","created":"2026-01-01T00:00:12+00:00","expired":null,"ending":"INVALIDATED","claims":["cl_fga5t3vry2jaaejvge763nao","cl_gfy446zm4jstkqkh4ob4vh5r"],"episodes":["ep_anzgyehc2prmbb2ml2gwqwdh","ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.985,"trust":"OBSERVED","rule":"ended-without-successor","closed_by":"cl_fga5t3vry2jaaejvge763nao","revision":2,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(11,1,1767225612000000,'worker','UPDATED','read ep_anzgyehc2prmbb2ml2gwqwdh','fa_m46xkuugp3nzhm7yv47re645','{"id":"fa_tmnpzfxdgqastykxogrxlwcg","slot":"sl_nr6zybdlx5n3a6m4unv7ytec","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"works for","object":"en_teovl5hpm45gotd54iyrva2i","sentence":"Maya works at Acme","nature":"STATE","valid_from":"2023-03-05T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:08+00:00","expired":null,"ending":"OPEN","claims":["cl_gfy446zm4jstkqkh4ob4vh5r"],"episodes":["ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}','{"id":"fa_m46xkuugp3nzhm7yv47re645","slot":"sl_nr6zybdlx5n3a6m4unv7ytec","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"works for","object":"en_teovl5hpm45gotd54iyrva2i","sentence":"Maya works at Acme","nature":"STATE","valid_from":"2023-03-05T00:00:00+00:00","valid_to":"2023-11-01T00:00:00+00:00","created":"2026-01-01T00:00:12+00:00","expired":null,"ending":"INVALIDATED","claims":["cl_fga5t3vry2jaaejvge763nao","cl_gfy446zm4jstkqkh4ob4vh5r"],"episodes":["ep_anzgyehc2prmbb2ml2gwqwdh","ep_ldwjooe7vnw4e6jkogqedfv5"],"confidence":0.985,"trust":"OBSERVED","rule":"ended-without-successor","closed_by":"cl_fga5t3vry2jaaejvge763nao","revision":2,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(12,1,1767225616000000,'worker','CREATED','read ep_um4a7dh4c5xzuqubgahgibpw','en_nshhdzyynkpyyldo2wre4uje','','{"id":"en_nshhdzyynkpyyldo2wre4uje","name":"Nordlys","kind":"organisation","created":"2026-01-01T00:00:16+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(13,1,1767225616000000,'worker','CREATED','read ep_um4a7dh4c5xzuqubgahgibpw','fa_yeqiw6mvbsffn3emhnriuv7d','','{"id":"fa_yeqiw6mvbsffn3emhnriuv7d","slot":"sl_nr6zybdlx5n3a6m4unv7ytec","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"works for","object":"en_nshhdzyynkpyyldo2wre4uje","sentence":"Maya works at Nordlys now","nature":"STATE","valid_from":"2024-01-15T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:16+00:00","expired":null,"ending":"OPEN","claims":["cl_unh5carti4jca4ftjs2aamsc"],"episodes":["ep_um4a7dh4c5xzuqubgahgibpw"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(14,1,1767225620000000,'worker','CREATED','read ep_pudqpihjvbdn5oyrcilby4xe','en_pzdhjwaocdxt4xhziaztxbzz','','{"id":"en_pzdhjwaocdxt4xhziaztxbzz","name":"Oslo","kind":"place","created":"2026-01-01T00:00:20+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(15,1,1767225620000000,'worker','SUPERSEDED','read ep_pudqpihjvbdn5oyrcilby4xe','fa_nvvne3vzchlims2cexd4na4g','{"id":"fa_nvvne3vzchlims2cexd4na4g","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_xby6znqwrtnzwtwd7opgeq2r","sentence":"Maya lives in Lisbon","nature":"STATE","valid_from":"2023-03-04T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:04+00:00","expired":null,"ending":"OPEN","claims":["cl_wrvs2o2a4meq3rwmsbgn7ilq"],"episodes":["ep_fjmtorwnlqfhs5upcuv54i6c"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}','{"id":"fa_drxxr3e6jzyimh3gbej73t3c","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_xby6znqwrtnzwtwd7opgeq2r","sentence":"Maya lives in Lisbon","nature":"STATE","valid_from":"2023-03-04T00:00:00+00:00","valid_to":"2024-02-10T00:00:00+00:00","created":"2026-01-01T00:00:20+00:00","expired":null,"ending":"SUPERSEDED","claims":["cl_wrvs2o2a4meq3rwmsbgn7ilq"],"episodes":["ep_fjmtorwnlqfhs5upcuv54i6c"],"confidence":0.7,"trust":"OBSERVED","rule":"later-start-wins","closed_by":"cl_ityawdwhiook5adtpsp7swlp","revision":2,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(16,1,1767225620000000,'worker','UPDATED','read ep_pudqpihjvbdn5oyrcilby4xe','fa_drxxr3e6jzyimh3gbej73t3c','{"id":"fa_nvvne3vzchlims2cexd4na4g","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_xby6znqwrtnzwtwd7opgeq2r","sentence":"Maya lives in Lisbon","nature":"STATE","valid_from":"2023-03-04T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:04+00:00","expired":null,"ending":"OPEN","claims":["cl_wrvs2o2a4meq3rwmsbgn7ilq"],"episodes":["ep_fjmtorwnlqfhs5upcuv54i6c"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}','{"id":"fa_drxxr3e6jzyimh3gbej73t3c","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_xby6znqwrtnzwtwd7opgeq2r","sentence":"Maya lives in Lisbon","nature":"STATE","valid_from":"2023-03-04T00:00:00+00:00","valid_to":"2024-02-10T00:00:00+00:00","created":"2026-01-01T00:00:20+00:00","expired":null,"ending":"SUPERSEDED","claims":["cl_wrvs2o2a4meq3rwmsbgn7ilq"],"episodes":["ep_fjmtorwnlqfhs5upcuv54i6c"],"confidence":0.7,"trust":"OBSERVED","rule":"later-start-wins","closed_by":"cl_ityawdwhiook5adtpsp7swlp","revision":2,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(17,1,1767225620000000,'worker','CREATED','read ep_pudqpihjvbdn5oyrcilby4xe','fa_troq2u2qkuf57362kixubyub','','{"id":"fa_troq2u2qkuf57362kixubyub","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:20+00:00","expired":null,"ending":"OPEN","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(18,1,1767225624000000,'worker','CREATED','read ep_gdbermgagqvy4engct2nzm2o','en_4qfxx3gu3qozitwj4s2ycqnm','','{"id":"en_4qfxx3gu3qozitwj4s2ycqnm","name":"Japan","kind":"thing","created":"2026-01-01T00:00:24+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(19,1,1767225624000000,'worker','CREATED','read ep_gdbermgagqvy4engct2nzm2o','fa_7f7pm37a7u4oftjhgnmp3y36','','{"id":"fa_7f7pm37a7u4oftjhgnmp3y36","slot":"sl_zp7gcfeujxajgplb3lj7mlmt","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"will visit","object":"en_4qfxx3gu3qozitwj4s2ycqnm","sentence":"Maya will visit Japan in June 2027","nature":"PLAN","valid_from":"2027-06-01T00:00:00+00:00","valid_to":"2027-07-01T00:00:00+00:00","created":"2026-01-01T00:00:24+00:00","expired":null,"ending":"STATED","claims":["cl_7xw4nhycbkl7unnv67bw2ggs"],"episodes":["ep_gdbermgagqvy4engct2nzm2o"],"confidence":0.9,"trust":"OBSERVED","rule":"planned","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(20,1,1767225628000000,'worker','CREATED','read ep_x2jy4kuwuh2ytq4xidlbfmqb','en_ugrknirlexy6zeqrgqkrdabv','','{"id":"en_ugrknirlexy6zeqrgqkrdabv","name":"Porto","kind":"place","created":"2026-01-01T00:00:28+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(21,1,1767225628000000,'worker','CREATED','read ep_x2jy4kuwuh2ytq4xidlbfmqb','fa_dmeyfnmpgaz2epqorlhxrzmb','','{"id":"fa_dmeyfnmpgaz2epqorlhxrzmb","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_ugrknirlexy6zeqrgqkrdabv","sentence":"Maya lived in Porto from 2018 to 2022","nature":"PAST_STATE","valid_from":"2018-01-01T00:00:00+00:00","valid_to":"2023-01-01T00:00:00+00:00","created":"2026-01-01T00:00:28+00:00","expired":null,"ending":"STATED","claims":["cl_2arnjav2cdmcldn2upmu6q7m"],"episodes":["ep_x2jy4kuwuh2ytq4xidlbfmqb"],"confidence":0.9,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(22,1,1767225632000000,'worker','CREATED','read ep_3guoty64zgupjpbxakathfbs','en_njlfzvh3e4aovq7p2k6mea6e','','{"id":"en_njlfzvh3e4aovq7p2k6mea6e","name":"Narvik","kind":"place","created":"2026-01-01T00:00:32+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(23,1,1767225632000000,'worker','SUPERSEDED','read ep_3guoty64zgupjpbxakathfbs','fa_troq2u2qkuf57362kixubyub','{"id":"fa_troq2u2qkuf57362kixubyub","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:20+00:00","expired":null,"ending":"OPEN","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}','{"id":"fa_5eg47psri56ss24unada4jh5","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":"2025-04-01T00:00:00+00:00","created":"2026-01-01T00:00:32+00:00","expired":null,"ending":"SUPERSEDED","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"later-start-wins","closed_by":"cl_i4ef7i22akyfhl4zaq23flzh","revision":2,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(24,1,1767225632000000,'worker','UPDATED','read ep_3guoty64zgupjpbxakathfbs','fa_5eg47psri56ss24unada4jh5','{"id":"fa_troq2u2qkuf57362kixubyub","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:20+00:00","expired":null,"ending":"OPEN","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}','{"id":"fa_5eg47psri56ss24unada4jh5","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":"2025-04-01T00:00:00+00:00","created":"2026-01-01T00:00:32+00:00","expired":null,"ending":"SUPERSEDED","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"later-start-wins","closed_by":"cl_i4ef7i22akyfhl4zaq23flzh","revision":2,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(25,1,1767225632000000,'worker','CREATED','read ep_3guoty64zgupjpbxakathfbs','fa_y6c6dwteucbkujvfkvxyspqi','','{"id":"fa_y6c6dwteucbkujvfkvxyspqi","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_njlfzvh3e4aovq7p2k6mea6e","sentence":"Maya lives in Narvik","nature":"STATE","valid_from":"2025-04-01T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:32+00:00","expired":null,"ending":"OPEN","claims":["cl_i4ef7i22akyfhl4zaq23flzh"],"episodes":["ep_3guoty64zgupjpbxakathfbs"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(26,1,1767225636000000,'ben','INVALIDATED','a mistake','fa_y6c6dwteucbkujvfkvxyspqi','{"id":"fa_y6c6dwteucbkujvfkvxyspqi","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_njlfzvh3e4aovq7p2k6mea6e","sentence":"Maya lives in Narvik","nature":"STATE","valid_from":"2025-04-01T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:32+00:00","expired":null,"ending":"OPEN","claims":["cl_i4ef7i22akyfhl4zaq23flzh"],"episodes":["ep_3guoty64zgupjpbxakathfbs"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}','');
INSERT INTO "change" VALUES(27,1,1767225636000000,'ben','UPDATED','a mistake','fa_dsmskuxyoijjqbfda4ysz36r','{"id":"fa_5eg47psri56ss24unada4jh5","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":"2025-04-01T00:00:00+00:00","created":"2026-01-01T00:00:32+00:00","expired":null,"ending":"SUPERSEDED","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"later-start-wins","closed_by":"cl_i4ef7i22akyfhl4zaq23flzh","revision":2,"is_negated":false,"qualifier":"","far_slot":null}','{"id":"fa_dsmskuxyoijjqbfda4ysz36r","slot":"sl_gmxfu65isrh6srjbpykytswb","subject":"en_bp6umfrrecmf5gkb3jqd2xo3","predicate":"lives in","object":"en_pzdhjwaocdxt4xhziaztxbzz","sentence":"Maya moved to Oslo on 10 February 2024","nature":"STATE","valid_from":"2024-02-10T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:36+00:00","expired":null,"ending":"OPEN","claims":["cl_ityawdwhiook5adtpsp7swlp"],"episodes":["ep_pudqpihjvbdn5oyrcilby4xe"],"confidence":0.95,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":3,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(28,1,1767225640000000,'worker','CREATED','read ep_cq7ekrnabh3uwicweu4taul3','en_k5jrnew4w2dfh5pl42f2g74e','','{"id":"en_k5jrnew4w2dfh5pl42f2g74e","name":"Tom","kind":"person","created":"2026-01-01T00:00:40+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(29,1,1767225640000000,'worker','CREATED','read ep_cq7ekrnabh3uwicweu4taul3','en_q77et7j327ocv73iqb5mq2rz','','{"id":"en_q77et7j327ocv73iqb5mq2rz","name":"Lena Brandt","kind":"person","created":"2026-01-01T00:00:40+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(30,1,1767225640000000,'worker','CREATED','read ep_cq7ekrnabh3uwicweu4taul3','va_ybuwljzryqmawry73abwvfaa','','{"id":"va_ybuwljzryqmawry73abwvfaa","name":"married","kind":"value","created":"2026-01-01T00:00:40+00:00","aliases":[],"is_value":true}');
INSERT INTO "change" VALUES(31,1,1767225640000000,'worker','CREATED','read ep_cq7ekrnabh3uwicweu4taul3','fa_dk6wuhfekpvr2drvxfkbwajd','','{"id":"fa_dk6wuhfekpvr2drvxfkbwajd","slot":"sl_ua5tbso2xk5kydqgrcrtwxou","subject":"en_k5jrnew4w2dfh5pl42f2g74e","predicate":"married to","object":"en_q77et7j327ocv73iqb5mq2rz","sentence":"Tom married Lena Brandt on 25 May 2024","nature":"STATE","valid_from":"2024-05-25T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:40+00:00","expired":null,"ending":"OPEN","claims":["cl_y5n6n4fznaqgn6szpowmiz2c"],"episodes":["ep_cq7ekrnabh3uwicweu4taul3"],"confidence":0.95,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":"sl_tkglkifrkiph735zkuourhac"}');
INSERT INTO "change" VALUES(32,1,1767225644000000,'worker','CREATED','read ep_dctkmjarf4w37yhks763265q','en_uiejwq35xg4fct4624p5zc3c','','{"id":"en_uiejwq35xg4fct4624p5zc3c","name":"Bergen","kind":"place","created":"2026-01-01T00:00:44+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(33,1,1767225644000000,'worker','CREATED','read ep_dctkmjarf4w37yhks763265q','fa_5jpbh5xr6anq2hqeu5qmbltc','','{"id":"fa_5jpbh5xr6anq2hqeu5qmbltc","slot":"sl_7x6mykyyzvmwpkakcebkytgz","subject":"en_k5jrnew4w2dfh5pl42f2g74e","predicate":"lives in","object":"en_uiejwq35xg4fct4624p5zc3c","sentence":"Tom lives in Bergen","nature":"STATE","valid_from":"2024-09-02T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:44+00:00","expired":null,"ending":"OPEN","claims":["cl_srrzhezsorbxwscsfs2ehjtk"],"episodes":["ep_dctkmjarf4w37yhks763265q"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(34,2,1767225648000000,'worker','CREATED','read ep_6ro76e7tzk463dssloejjh4r','en_4to25grevvh5hfgjynkrwzlr','','{"id":"en_4to25grevvh5hfgjynkrwzlr","name":"Kim","kind":"person","created":"2026-01-01T00:00:48+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(35,2,1767225648000000,'worker','CREATED','read ep_6ro76e7tzk463dssloejjh4r','en_42xwevpuvom3u24tauqngzmn','','{"id":"en_42xwevpuvom3u24tauqngzmn","name":"Graz","kind":"place","created":"2026-01-01T00:00:48+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(36,2,1767225648000000,'worker','CREATED','read ep_6ro76e7tzk463dssloejjh4r','fa_mpttodczckqgiozblqvur3oq','','{"id":"fa_mpttodczckqgiozblqvur3oq","slot":"sl_iwi77o2pqehd5zuz3eoejmim","subject":"en_4to25grevvh5hfgjynkrwzlr","predicate":"lives in","object":"en_42xwevpuvom3u24tauqngzmn","sentence":"Kim lives in Graz","nature":"STATE","valid_from":"2024-03-03T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:00:48+00:00","expired":null,"ending":"OPEN","claims":["cl_k5milztrd3czhbdeunsysblm"],"episodes":["ep_6ro76e7tzk463dssloejjh4r"],"confidence":0.7,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(37,1,1767225652000000,'worker','CREATED','forgotten by er_3yzoqqagmgae4mxzvim7jhlr','en_mgaqtzmwo6bliivw3dpjusec','','');
INSERT INTO "change" VALUES(38,1,1767225652000000,'worker','CREATED','forgotten by er_3yzoqqagmgae4mxzvim7jhlr','en_ghhildlm5sypmkai57haxhus','','');
INSERT INTO "change" VALUES(39,1,1767225652000000,'worker','CREATED','forgotten by er_3yzoqqagmgae4mxzvim7jhlr','fa_dtssiymipfgr5hx66aajjici','','');
INSERT INTO "change" VALUES(40,1,1767225658000000,'test','FORGOTTEN','forgotten: asked to','fa_dtssiymipfgr5hx66aajjici','','');
INSERT INTO "change" VALUES(41,1,1767225658000000,'test','FORGOTTEN','forgotten: asked to','en_ghhildlm5sypmkai57haxhus','','');
INSERT INTO "change" VALUES(42,1,1767225658000000,'test','FORGOTTEN','forgotten: asked to','en_mgaqtzmwo6bliivw3dpjusec','','');
INSERT INTO "change" VALUES(43,1,1767225658000000,'test','FORGOTTEN','forgotten: asked to','ep_nmggj5cirhfgn5maao7eoeco','','');
INSERT INTO "change" VALUES(44,1,1767225658000000,'test','FORGOTTEN','forgotten: asked to','er_3yzoqqagmgae4mxzvim7jhlr','','{"asked": "1:d6c428b18308348582fea7647a973beda5134e3c95938640a4e8f008ab2b384c", "report": {"id": "er_3yzoqqagmgae4mxzvim7jhlr", "episodes": 1, "entities": 2, "facts": 1, "facts_kept_with_other_evidence": 0, "embeddings": 2, "fulltext_entries": 2, "residual": ["Backups, exports and copies made before are not reached from here.", "The logs keep ids, times, who did what and the reason given for this; of the texts, no word."], "purge_due_by": null}}');
INSERT INTO "change" VALUES(45,1,1767225664000000,'worker','CREATED','read ep_myb5uhq723izmegbwfucppce','en_grtqramaspkfsadfzy6ke2zb','','{"id":"en_grtqramaspkfsadfzy6ke2zb","name":"Lena","kind":"person","created":"2026-01-01T00:01:04+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(46,1,1767225664000000,'worker','CREATED','read ep_myb5uhq723izmegbwfucppce','en_25lsfuda62iao5nimxbtlf3h','','{"id":"en_25lsfuda62iao5nimxbtlf3h","name":"Kiel","kind":"place","created":"2026-01-01T00:01:04+00:00","aliases":[],"is_value":false}');
INSERT INTO "change" VALUES(47,1,1767225664000000,'worker','CREATED','read ep_myb5uhq723izmegbwfucppce','fa_nhrjviagl4j62koa6b7gubho','','{"id":"fa_nhrjviagl4j62koa6b7gubho","slot":"sl_s3skiafr4xih455eh2eilvui","subject":"en_grtqramaspkfsadfzy6ke2zb","predicate":"lives in","object":"en_25lsfuda62iao5nimxbtlf3h","sentence":"Lena lives in Kiel","nature":"STATE","valid_from":"2024-06-02T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:01:04+00:00","expired":null,"ending":"OPEN","claims":["cl_tj5rw45dyanvgdzldsjgb5oa"],"episodes":["ep_myb5uhq723izmegbwfucppce"],"confidence":0.9,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
INSERT INTO "change" VALUES(48,1,1767225668000000,'ben','MERGED','one','en_grtqramaspkfsadfzy6ke2zb','{"mergedInto":null}','{"mergedInto":"en_q77et7j327ocv73iqb5mq2rz"}');
INSERT INTO "change" VALUES(49,1,1767225668000000,'ben','UPDATED','one','fa_kydmh4ked6sm3bstkjksg2yo','{"id":"fa_nhrjviagl4j62koa6b7gubho","slot":"sl_s3skiafr4xih455eh2eilvui","subject":"en_grtqramaspkfsadfzy6ke2zb","predicate":"lives in","object":"en_25lsfuda62iao5nimxbtlf3h","sentence":"Lena lives in Kiel","nature":"STATE","valid_from":"2024-06-02T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:01:04+00:00","expired":null,"ending":"OPEN","claims":["cl_tj5rw45dyanvgdzldsjgb5oa"],"episodes":["ep_myb5uhq723izmegbwfucppce"],"confidence":0.9,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}','{"id":"fa_kydmh4ked6sm3bstkjksg2yo","slot":"sl_6a45mgxaifaxqluv45lribzv","subject":"en_q77et7j327ocv73iqb5mq2rz","predicate":"lives in","object":"en_25lsfuda62iao5nimxbtlf3h","sentence":"Lena lives in Kiel","nature":"STATE","valid_from":"2024-06-02T00:00:00+00:00","valid_to":null,"created":"2026-01-01T00:01:08+00:00","expired":null,"ending":"OPEN","claims":["cl_tj5rw45dyanvgdzldsjgb5oa"],"episodes":["ep_myb5uhq723izmegbwfucppce"],"confidence":0.9,"trust":"OBSERVED","rule":"stated","closed_by":null,"revision":1,"is_negated":false,"qualifier":"","far_slot":null}');
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
  is_retracted INTEGER NOT NULL, qualifier TEXT NOT NULL DEFAULT '', far_slot TEXT, told_subject TEXT, told_object TEXT, told_slot TEXT, told_far_slot TEXT, asked TEXT,
  UNIQUE (scope, id)
);
INSERT INTO "claim" VALUES(1,1,'cl_wrvs2o2a4meq3rwmsbgn7ilq','ep_fjmtorwnlqfhs5upcuv54i6c','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_xby6znqwrtnzwtwd7opgeq2r','Maya lives in Lisbon','I live in Lisbon.','STATE',1677888000000000,253402300799999999,0,0,0,0,0.7,1,1677888000000000,1767225604000000,'local-1','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(2,1,'cl_gfy446zm4jstkqkh4ob4vh5r','ep_ldwjooe7vnw4e6jkogqedfv5','sl_nr6zybdlx5n3a6m4unv7ytec','en_bp6umfrrecmf5gkb3jqd2xo3','works for','en_teovl5hpm45gotd54iyrva2i','Maya works at Acme','I work at Acme.','STATE',1677974400000000,253402300799999999,0,0,0,0,0.7,1,1677974400000000,1767225608000000,'local-1','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(3,1,'cl_xmqfhdcye2ou5lpdcs2kwxgl','ep_ldwjooe7vnw4e6jkogqedfv5','sl_3y7sd63tgf5iuj3tfpgxi52q','en_bp6umfrrecmf5gkb3jqd2xo3','sister','en_4ft3tre6ufjucvxqqg4cbos3','Maya''s sister is Ines','My sister Ines lives in Madrid.','STATE',1677974400000000,253402300799999999,0,0,0,0,0.95,1,1677974400000000,1767225608000000,'local-1','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(4,1,'cl_uarp6upsewjgnk43ax7hnz6e','ep_ldwjooe7vnw4e6jkogqedfv5','sl_w3qbh6tkjynso2aqfaqiatu2','en_4ft3tre6ufjucvxqqg4cbos3','lives in','en_l3z74l62p5v7golepivvuhne','Maya''s sister Ines lives in Madrid','My sister Ines lives in Madrid.','STATE',1677974400000000,253402300799999999,0,0,0,0,0.7,1,1677974400000000,1767225608000000,'local-1','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(5,1,'cl_fga5t3vry2jaaejvge763nao','ep_anzgyehc2prmbb2ml2gwqwdh','sl_nr6zybdlx5n3a6m4unv7ytec','en_bp6umfrrecmf5gkb3jqd2xo3','works for','en_teovl5hpm45gotd54iyrva2i','Maya quit their job at Acme yesterday','I quit my job at Acme yesterday.','PAST_STATE',-62135596800000000,1698796800000000,0,1,0,1,0.95,1,1698883200000000,1767225612000000,'local-1','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(6,1,'cl_unh5carti4jca4ftjs2aamsc','ep_um4a7dh4c5xzuqubgahgibpw','sl_nr6zybdlx5n3a6m4unv7ytec','en_bp6umfrrecmf5gkb3jqd2xo3','works for','en_nshhdzyynkpyyldo2wre4uje','Maya works at Nordlys now','I work at Nordlys now.','STATE',1705276800000000,253402300799999999,0,0,0,0,0.7,1,1705276800000000,1767225616000000,'local-1','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(7,1,'cl_ityawdwhiook5adtpsp7swlp','ep_pudqpihjvbdn5oyrcilby4xe','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_pzdhjwaocdxt4xhziaztxbzz','Maya moved to Oslo on 10 February 2024','I moved to Oslo on 10 February 2024.','STATE',1707523200000000,253402300799999999,1,0,0,0,0.95,1,1708387200000000,1767225620000000,'local-1','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(8,1,'cl_7xw4nhycbkl7unnv67bw2ggs','ep_gdbermgagqvy4engct2nzm2o','sl_zp7gcfeujxajgplb3lj7mlmt','en_bp6umfrrecmf5gkb3jqd2xo3','will visit','en_4qfxx3gu3qozitwj4s2ycqnm','Maya will visit Japan in June 2027','I will visit Japan in June 2027.','PLAN',1811808000000000,1814400000000000,1,1,0,0,0.9,1,1736640000000000,1767225624000000,'local-1','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(9,1,'cl_2arnjav2cdmcldn2upmu6q7m','ep_x2jy4kuwuh2ytq4xidlbfmqb','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_ugrknirlexy6zeqrgqkrdabv','Maya lived in Porto from 2018 to 2022','I lived in Porto from 2018 to 2022.','PAST_STATE',1514764800000000,1672531200000000,1,1,0,0,0.9,1,1743292800000000,1767225628000000,'local-1','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(10,1,'cl_i4ef7i22akyfhl4zaq23flzh','ep_3guoty64zgupjpbxakathfbs','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_njlfzvh3e4aovq7p2k6mea6e','Maya lives in Narvik','I live in Narvik.','STATE',1743465600000000,253402300799999999,0,0,0,0,0.7,1,1743465600000000,1767225632000000,'local-1','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(11,1,'cl_jeeeanxzwg6mualnrltc3i6i','ep_iiqfgpapnr2vh2buyxqpvlkz','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_njlfzvh3e4aovq7p2k6mea6e','Taken back: Maya lives in Narvik','["cl_i4ef7i22akyfhl4zaq23flzh"]','STATE',-62135596800000000,253402300799999999,0,0,0,0,1.0,3,1767225634000000,1767225636000000,'withdrawn','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(12,1,'cl_y5n6n4fznaqgn6szpowmiz2c','ep_cq7ekrnabh3uwicweu4taul3','sl_ua5tbso2xk5kydqgrcrtwxou','en_k5jrnew4w2dfh5pl42f2g74e','married to','en_q77et7j327ocv73iqb5mq2rz','Tom married Lena Brandt on 25 May 2024','I married Lena Brandt on 25 May 2024.','STATE',1716595200000000,253402300799999999,1,0,0,0,0.95,1,1717200000000000,1767225640000000,'local-1','',0,'','sl_tkglkifrkiph735zkuourhac',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(13,1,'cl_j5amjl36nf5djz2suqgoynra','ep_cq7ekrnabh3uwicweu4taul3','sl_rzpnyuvjamdac776ndpjfxuh','en_k5jrnew4w2dfh5pl42f2g74e','marital status','va_ybuwljzryqmawry73abwvfaa','Tom married Lena Brandt on 25 May 2024','I married Lena Brandt on 25 May 2024.','PAST_STATE',-62135596800000000,1716595200000000,0,1,0,1,0.95,1,1717200000000000,1767225640000000,'others over','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(14,1,'cl_gpzqdsc3fjvecky5h6gokvhn','ep_cq7ekrnabh3uwicweu4taul3','sl_umi5fxpowfwxg56xr7pl4umd','en_q77et7j327ocv73iqb5mq2rz','marital status','va_ybuwljzryqmawry73abwvfaa','Tom married Lena Brandt on 25 May 2024','I married Lena Brandt on 25 May 2024.','PAST_STATE',-62135596800000000,1716595200000000,0,1,0,1,0.95,1,1717200000000000,1767225640000000,'others over','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(15,1,'cl_srrzhezsorbxwscsfs2ehjtk','ep_dctkmjarf4w37yhks763265q','sl_7x6mykyyzvmwpkakcebkytgz','en_k5jrnew4w2dfh5pl42f2g74e','lives in','en_uiejwq35xg4fct4624p5zc3c','Tom lives in Bergen','I live in Bergen.','STATE',1725235200000000,253402300799999999,0,0,0,0,0.7,1,1725235200000000,1767225644000000,'local-1','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(16,2,'cl_k5milztrd3czhbdeunsysblm','ep_6ro76e7tzk463dssloejjh4r','sl_iwi77o2pqehd5zuz3eoejmim','en_4to25grevvh5hfgjynkrwzlr','lives in','en_42xwevpuvom3u24tauqngzmn','Kim lives in Graz','I live in Graz.','STATE',1709424000000000,253402300799999999,0,0,0,0,0.7,1,1709424000000000,1767225648000000,'local-1','',0,'',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(17,1,'cl_tj5rw45dyanvgdzldsjgb5oa','ep_myb5uhq723izmegbwfucppce','sl_6a45mgxaifaxqluv45lribzv','en_q77et7j327ocv73iqb5mq2rz','lives in','en_25lsfuda62iao5nimxbtlf3h','Lena lives in Kiel','Lena lives in Kiel.','STATE',1717286400000000,253402300799999999,0,0,0,0,0.9,1,1717286400000000,1767225664000000,'local-1','',0,'',NULL,'en_grtqramaspkfsadfzy6ke2zb','en_25lsfuda62iao5nimxbtlf3h','sl_s3skiafr4xih455eh2eilvui',NULL,NULL);
INSERT INTO "claim" VALUES(18,1,'cl_m6qbnwaifqwee2h25a4runrg','ep_pcw6haaxtntuk45ru7no4cxx','sl_6stlz4y5ixa6tr2kclww56ip','en_grtqramaspkfsadfzy6ke2zb','is the same as','en_q77et7j327ocv73iqb5mq2rz','Merged: en_grtqramaspkfsadfzy6ke2zb is en_q77et7j327ocv73iqb5mq2rz','en_grtqramaspkfsadfzy6ke2zb is the same as en_q77et7j327ocv73iqb5mq2rz','STATE',-62135596800000000,253402300799999999,0,0,0,0,1.0,3,1767225666000000,1767225668000000,'same','',0,'','sl_mkozp2ptwzbeqmpx2br44dt6',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE community (
  scope INTEGER NOT NULL REFERENCES scope (number),
  id TEXT NOT NULL,
  level INTEGER NOT NULL,
  size INTEGER NOT NULL,
  members TEXT NOT NULL,
  facts TEXT NOT NULL,
  made INTEGER NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
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
  is_value INTEGER NOT NULL, merged_into TEXT,
  UNIQUE (scope, id)
);
INSERT INTO "entity" VALUES(1,1,'en_bp6umfrrecmf5gkb3jqd2xo3','Maya','maya','person',1767225604000000,0,NULL);
INSERT INTO "entity" VALUES(2,1,'en_xby6znqwrtnzwtwd7opgeq2r','Lisbon','lisbon','place',1767225604000000,0,NULL);
INSERT INTO "entity" VALUES(3,1,'en_teovl5hpm45gotd54iyrva2i','Acme','acme','organisation',1767225608000000,0,NULL);
INSERT INTO "entity" VALUES(4,1,'en_4ft3tre6ufjucvxqqg4cbos3','Ines','ines','person',1767225608000000,0,NULL);
INSERT INTO "entity" VALUES(5,1,'en_l3z74l62p5v7golepivvuhne','Madrid','madrid','place',1767225608000000,0,NULL);
INSERT INTO "entity" VALUES(6,1,'en_nshhdzyynkpyyldo2wre4uje','Nordlys','nordlys','organisation',1767225616000000,0,NULL);
INSERT INTO "entity" VALUES(7,1,'en_pzdhjwaocdxt4xhziaztxbzz','Oslo','oslo','place',1767225620000000,0,NULL);
INSERT INTO "entity" VALUES(8,1,'en_4qfxx3gu3qozitwj4s2ycqnm','Japan','japan','thing',1767225624000000,0,NULL);
INSERT INTO "entity" VALUES(9,1,'en_ugrknirlexy6zeqrgqkrdabv','Porto','porto','place',1767225628000000,0,NULL);
INSERT INTO "entity" VALUES(10,1,'en_njlfzvh3e4aovq7p2k6mea6e','Narvik','narvik','place',1767225632000000,0,NULL);
INSERT INTO "entity" VALUES(11,1,'en_k5jrnew4w2dfh5pl42f2g74e','Tom','tom','person',1767225640000000,0,NULL);
INSERT INTO "entity" VALUES(12,1,'en_q77et7j327ocv73iqb5mq2rz','Lena Brandt','lena brandt','person',1767225640000000,0,NULL);
INSERT INTO "entity" VALUES(13,1,'va_ybuwljzryqmawry73abwvfaa','married','married','value',1767225640000000,1,NULL);
INSERT INTO "entity" VALUES(14,1,'en_uiejwq35xg4fct4624p5zc3c','Bergen','bergen','place',1767225644000000,0,NULL);
INSERT INTO "entity" VALUES(15,2,'en_4to25grevvh5hfgjynkrwzlr','Kim','kim','person',1767225648000000,0,NULL);
INSERT INTO "entity" VALUES(16,2,'en_42xwevpuvom3u24tauqngzmn','Graz','graz','place',1767225648000000,0,NULL);
INSERT INTO "entity" VALUES(17,1,'en_grtqramaspkfsadfzy6ke2zb','Lena','lena','person',1767225664000000,0,'en_q77et7j327ocv73iqb5mq2rz');
INSERT INTO "entity" VALUES(18,1,'en_25lsfuda62iao5nimxbtlf3h','Kiel','kiel','place',1767225664000000,0,NULL);
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
  ordinal INTEGER NOT NULL, offset_minutes INTEGER,
  UNIQUE (scope, id)
);
INSERT INTO "episode" VALUES(1,1,'ep_fjmtorwnlqfhs5upcuv54i6c','I live in Lisbon.',1677888000000000,1767225601000000,'MESSAGE','Maya','','',1,'{}','[]',0,0);
INSERT INTO "episode" VALUES(2,1,'ep_ldwjooe7vnw4e6jkogqedfv5','I work at Acme. My sister Ines lives in Madrid.',1677974400000000,1767225606000000,'MESSAGE','Maya','','',1,'{}','[]',0,0);
INSERT INTO "episode" VALUES(3,1,'ep_anzgyehc2prmbb2ml2gwqwdh','I quit my job at Acme yesterday.',1698883200000000,1767225610000000,'MESSAGE','Maya','','',1,'{}','[]',0,0);
INSERT INTO "episode" VALUES(4,1,'ep_um4a7dh4c5xzuqubgahgibpw','I work at Nordlys now.',1705276800000000,1767225614000000,'MESSAGE','Maya','','',1,'{}','[]',0,0);
INSERT INTO "episode" VALUES(5,1,'ep_pudqpihjvbdn5oyrcilby4xe','I moved to Oslo on 10 February 2024.',1708387200000000,1767225618000000,'MESSAGE','Maya','','',1,'{}','[]',0,0);
INSERT INTO "episode" VALUES(6,1,'ep_gdbermgagqvy4engct2nzm2o','I will visit Japan in June 2027.',1736640000000000,1767225622000000,'MESSAGE','Maya','','',1,'{}','[]',0,0);
INSERT INTO "episode" VALUES(7,1,'ep_x2jy4kuwuh2ytq4xidlbfmqb','I lived in Porto from 2018 to 2022.',1743292800000000,1767225626000000,'MESSAGE','Maya','','',1,'{}','[]',0,0);
INSERT INTO "episode" VALUES(8,1,'ep_3guoty64zgupjpbxakathfbs','I live in Narvik.',1743465600000000,1767225630000000,'MESSAGE','Maya','','',1,'{}','[]',0,0);
INSERT INTO "episode" VALUES(9,1,'ep_iiqfgpapnr2vh2buyxqpvlkz','Taken back: Maya lives in Narvik',1767225634000000,1767225634000000,'EVENT','','retract','',3,'{"actor": "ben", "reason": "a mistake"}','[{"subject": {"text": "en_bp6umfrrecmf5gkb3jqd2xo3", "kind": "thing", "is_value": false, "aliases": [], "entity": "en_bp6umfrrecmf5gkb3jqd2xo3", "form": ""}, "predicate": "lives in", "object": {"text": "en_njlfzvh3e4aovq7p2k6mea6e", "kind": "thing", "is_value": false, "aliases": [], "entity": "en_njlfzvh3e4aovq7p2k6mea6e", "form": ""}, "sentence": "Taken back: Maya lives in Narvik", "quote": "[\"cl_i4ef7i22akyfhl4zaq23flzh\"]", "tense": "present", "modality": "asserted", "temporal": null, "is_negated": false, "is_ending": false, "is_just_now": false, "when": null, "confidence": 1.0, "attributed_to": "", "reader": "withdrawn", "qualifier": "", "is_canonical": false, "seat": ["sl_gmxfu65isrh6srjbpykytswb"], "is_answer": false}]',0,0);
INSERT INTO "episode" VALUES(10,1,'ep_cq7ekrnabh3uwicweu4taul3','I married Lena Brandt on 25 May 2024.',1717200000000000,1767225637000000,'MESSAGE','Tom','','',1,'{}','[]',0,0);
INSERT INTO "episode" VALUES(11,1,'ep_dctkmjarf4w37yhks763265q','I live in Bergen.',1725235200000000,1767225642000000,'MESSAGE','Tom','','',1,'{}','[]',0,0);
INSERT INTO "episode" VALUES(12,2,'ep_6ro76e7tzk463dssloejjh4r','I live in Graz.',1709424000000000,1767225646000000,'TEXT','Kim','','',1,'{}','[]',0,0);
INSERT INTO "episode" VALUES(13,1,'ep_myb5uhq723izmegbwfucppce','Lena lives in Kiel.',1717286400000000,1767225662000000,'MESSAGE','Maya','','',1,'{}','[]',0,0);
INSERT INTO "episode" VALUES(14,1,'ep_pcw6haaxtntuk45ru7no4cxx','Merged: en_grtqramaspkfsadfzy6ke2zb is en_q77et7j327ocv73iqb5mq2rz',1767225666000000,1767225666000000,'EVENT','','mergeEntities','',3,'{"actor": "ben", "reason": "one"}','[{"subject": {"text": "en_grtqramaspkfsadfzy6ke2zb", "kind": "person", "is_value": false, "aliases": [], "entity": "en_grtqramaspkfsadfzy6ke2zb", "form": ""}, "predicate": "is the same as", "object": {"text": "en_q77et7j327ocv73iqb5mq2rz", "kind": "person", "is_value": false, "aliases": [], "entity": "en_q77et7j327ocv73iqb5mq2rz", "form": ""}, "sentence": "Merged: en_grtqramaspkfsadfzy6ke2zb is en_q77et7j327ocv73iqb5mq2rz", "quote": "en_grtqramaspkfsadfzy6ke2zb is the same as en_q77et7j327ocv73iqb5mq2rz", "tense": "present", "modality": "asserted", "temporal": null, "is_negated": false, "is_ending": false, "is_just_now": false, "when": null, "confidence": 1.0, "attributed_to": "", "reader": "same", "qualifier": "", "is_canonical": false, "seat": ["sl_6stlz4y5ixa6tr2kclww56ip", "sl_mkozp2ptwzbeqmpx2br44dt6"], "is_answer": false}]',0,0);
INSERT INTO "episode" VALUES(15,1,'ex_fyxerlo7zudlcy5tjy4l4hf5','book a ferry to Bergen',1767225670000000,1767225670000000,'EVENT','','','',1,'{"experience": {"outcome": "SUCCESS", "steps": [{"action": "open the timetable", "observation": "", "succeeded": null, "tool": "", "duration_ms": null}, {"action": "pay", "observation": "", "succeeded": null, "tool": "", "duration_ms": null}], "score": null, "lesson": "", "used": [], "actor": ""}}','[]',0,0);
INSERT INTO "episode" VALUES(16,1,'ep_tq7x2quospdwjrfl35ogwvsr','My dentist is Pavel Novak.',1746403200000000,1767225671000000,'MESSAGE','Tom','','',1,'{}','[]',0,0);
CREATE TABLE erasures (count INTEGER NOT NULL);
INSERT INTO "erasures" VALUES(1);
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
  is_negated INTEGER NOT NULL, qualifier TEXT NOT NULL DEFAULT '', far_slot TEXT,
  UNIQUE (scope, id)
);
INSERT INTO "fact" VALUES(1,1,'fa_nvvne3vzchlims2cexd4na4g','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_xby6znqwrtnzwtwd7opgeq2r','Maya lives in Lisbon','STATE',1677888000000000,253402300799999999,1767225604000000,1767225620000000,'OPEN','["cl_wrvs2o2a4meq3rwmsbgn7ilq"]','["ep_fjmtorwnlqfhs5upcuv54i6c"]',0.7,1,'stated',NULL,1,0,'',NULL);
INSERT INTO "fact" VALUES(2,1,'fa_tmnpzfxdgqastykxogrxlwcg','sl_nr6zybdlx5n3a6m4unv7ytec','en_bp6umfrrecmf5gkb3jqd2xo3','works for','en_teovl5hpm45gotd54iyrva2i','Maya works at Acme','STATE',1677974400000000,253402300799999999,1767225608000000,1767225612000000,'OPEN','["cl_gfy446zm4jstkqkh4ob4vh5r"]','["ep_ldwjooe7vnw4e6jkogqedfv5"]',0.7,1,'stated',NULL,1,0,'',NULL);
INSERT INTO "fact" VALUES(3,1,'fa_ih4c6ctsxu3oa4zzn4aqcop5','sl_3y7sd63tgf5iuj3tfpgxi52q','en_bp6umfrrecmf5gkb3jqd2xo3','sister','en_4ft3tre6ufjucvxqqg4cbos3','Maya''s sister is Ines','STATE',-62135596800000000,253402300799999999,1767225608000000,253402300799999999,'OPEN','["cl_xmqfhdcye2ou5lpdcs2kwxgl"]','["ep_ldwjooe7vnw4e6jkogqedfv5"]',0.95,1,'stated',NULL,1,0,'',NULL);
INSERT INTO "fact" VALUES(4,1,'fa_dusplimqyr4wtk2jw6gyva2s','sl_w3qbh6tkjynso2aqfaqiatu2','en_4ft3tre6ufjucvxqqg4cbos3','lives in','en_l3z74l62p5v7golepivvuhne','Maya''s sister Ines lives in Madrid','STATE',1677974400000000,253402300799999999,1767225608000000,253402300799999999,'OPEN','["cl_uarp6upsewjgnk43ax7hnz6e"]','["ep_ldwjooe7vnw4e6jkogqedfv5"]',0.7,1,'stated',NULL,1,0,'',NULL);
INSERT INTO "fact" VALUES(5,1,'fa_m46xkuugp3nzhm7yv47re645','sl_nr6zybdlx5n3a6m4unv7ytec','en_bp6umfrrecmf5gkb3jqd2xo3','works for','en_teovl5hpm45gotd54iyrva2i','Maya works at Acme','STATE',1677974400000000,1698796800000000,1767225612000000,253402300799999999,'INVALIDATED','["cl_fga5t3vry2jaaejvge763nao", "cl_gfy446zm4jstkqkh4ob4vh5r"]','["ep_anzgyehc2prmbb2ml2gwqwdh", "ep_ldwjooe7vnw4e6jkogqedfv5"]',0.985,1,'ended-without-successor','cl_fga5t3vry2jaaejvge763nao',2,0,'',NULL);
INSERT INTO "fact" VALUES(6,1,'fa_yeqiw6mvbsffn3emhnriuv7d','sl_nr6zybdlx5n3a6m4unv7ytec','en_bp6umfrrecmf5gkb3jqd2xo3','works for','en_nshhdzyynkpyyldo2wre4uje','Maya works at Nordlys now','STATE',1705276800000000,253402300799999999,1767225616000000,253402300799999999,'OPEN','["cl_unh5carti4jca4ftjs2aamsc"]','["ep_um4a7dh4c5xzuqubgahgibpw"]',0.7,1,'stated',NULL,1,0,'',NULL);
INSERT INTO "fact" VALUES(7,1,'fa_drxxr3e6jzyimh3gbej73t3c','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_xby6znqwrtnzwtwd7opgeq2r','Maya lives in Lisbon','STATE',1677888000000000,1707523200000000,1767225620000000,253402300799999999,'SUPERSEDED','["cl_wrvs2o2a4meq3rwmsbgn7ilq"]','["ep_fjmtorwnlqfhs5upcuv54i6c"]',0.7,1,'later-start-wins','cl_ityawdwhiook5adtpsp7swlp',2,0,'',NULL);
INSERT INTO "fact" VALUES(8,1,'fa_troq2u2qkuf57362kixubyub','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_pzdhjwaocdxt4xhziaztxbzz','Maya moved to Oslo on 10 February 2024','STATE',1707523200000000,253402300799999999,1767225620000000,1767225632000000,'OPEN','["cl_ityawdwhiook5adtpsp7swlp"]','["ep_pudqpihjvbdn5oyrcilby4xe"]',0.95,1,'stated',NULL,1,0,'',NULL);
INSERT INTO "fact" VALUES(9,1,'fa_7f7pm37a7u4oftjhgnmp3y36','sl_zp7gcfeujxajgplb3lj7mlmt','en_bp6umfrrecmf5gkb3jqd2xo3','will visit','en_4qfxx3gu3qozitwj4s2ycqnm','Maya will visit Japan in June 2027','PLAN',1811808000000000,1814400000000000,1767225624000000,253402300799999999,'STATED','["cl_7xw4nhycbkl7unnv67bw2ggs"]','["ep_gdbermgagqvy4engct2nzm2o"]',0.9,1,'planned',NULL,1,0,'',NULL);
INSERT INTO "fact" VALUES(10,1,'fa_dmeyfnmpgaz2epqorlhxrzmb','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_ugrknirlexy6zeqrgqkrdabv','Maya lived in Porto from 2018 to 2022','PAST_STATE',1514764800000000,1672531200000000,1767225628000000,253402300799999999,'STATED','["cl_2arnjav2cdmcldn2upmu6q7m"]','["ep_x2jy4kuwuh2ytq4xidlbfmqb"]',0.9,1,'stated',NULL,1,0,'',NULL);
INSERT INTO "fact" VALUES(11,1,'fa_5eg47psri56ss24unada4jh5','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_pzdhjwaocdxt4xhziaztxbzz','Maya moved to Oslo on 10 February 2024','STATE',1707523200000000,1743465600000000,1767225632000000,1767225636000000,'SUPERSEDED','["cl_ityawdwhiook5adtpsp7swlp"]','["ep_pudqpihjvbdn5oyrcilby4xe"]',0.95,1,'later-start-wins','cl_i4ef7i22akyfhl4zaq23flzh',2,0,'',NULL);
INSERT INTO "fact" VALUES(12,1,'fa_y6c6dwteucbkujvfkvxyspqi','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_njlfzvh3e4aovq7p2k6mea6e','Maya lives in Narvik','STATE',1743465600000000,253402300799999999,1767225632000000,1767225636000000,'OPEN','["cl_i4ef7i22akyfhl4zaq23flzh"]','["ep_3guoty64zgupjpbxakathfbs"]',0.7,1,'stated',NULL,1,0,'',NULL);
INSERT INTO "fact" VALUES(13,1,'fa_dsmskuxyoijjqbfda4ysz36r','sl_gmxfu65isrh6srjbpykytswb','en_bp6umfrrecmf5gkb3jqd2xo3','lives in','en_pzdhjwaocdxt4xhziaztxbzz','Maya moved to Oslo on 10 February 2024','STATE',1707523200000000,253402300799999999,1767225636000000,253402300799999999,'OPEN','["cl_ityawdwhiook5adtpsp7swlp"]','["ep_pudqpihjvbdn5oyrcilby4xe"]',0.95,1,'stated',NULL,3,0,'',NULL);
INSERT INTO "fact" VALUES(14,1,'fa_dk6wuhfekpvr2drvxfkbwajd','sl_ua5tbso2xk5kydqgrcrtwxou','en_k5jrnew4w2dfh5pl42f2g74e','married to','en_q77et7j327ocv73iqb5mq2rz','Tom married Lena Brandt on 25 May 2024','STATE',1716595200000000,253402300799999999,1767225640000000,253402300799999999,'OPEN','["cl_y5n6n4fznaqgn6szpowmiz2c"]','["ep_cq7ekrnabh3uwicweu4taul3"]',0.95,1,'stated',NULL,1,0,'','sl_tkglkifrkiph735zkuourhac');
INSERT INTO "fact" VALUES(15,1,'fa_5jpbh5xr6anq2hqeu5qmbltc','sl_7x6mykyyzvmwpkakcebkytgz','en_k5jrnew4w2dfh5pl42f2g74e','lives in','en_uiejwq35xg4fct4624p5zc3c','Tom lives in Bergen','STATE',1725235200000000,253402300799999999,1767225644000000,253402300799999999,'OPEN','["cl_srrzhezsorbxwscsfs2ehjtk"]','["ep_dctkmjarf4w37yhks763265q"]',0.7,1,'stated',NULL,1,0,'',NULL);
INSERT INTO "fact" VALUES(16,2,'fa_mpttodczckqgiozblqvur3oq','sl_iwi77o2pqehd5zuz3eoejmim','en_4to25grevvh5hfgjynkrwzlr','lives in','en_42xwevpuvom3u24tauqngzmn','Kim lives in Graz','STATE',1709424000000000,253402300799999999,1767225648000000,253402300799999999,'OPEN','["cl_k5milztrd3czhbdeunsysblm"]','["ep_6ro76e7tzk463dssloejjh4r"]',0.7,1,'stated',NULL,1,0,'',NULL);
INSERT INTO "fact" VALUES(17,1,'fa_nhrjviagl4j62koa6b7gubho','sl_s3skiafr4xih455eh2eilvui','en_grtqramaspkfsadfzy6ke2zb','lives in','en_25lsfuda62iao5nimxbtlf3h','Lena lives in Kiel','STATE',1717286400000000,253402300799999999,1767225664000000,1767225668000000,'OPEN','["cl_tj5rw45dyanvgdzldsjgb5oa"]','["ep_myb5uhq723izmegbwfucppce"]',0.9,1,'stated',NULL,1,0,'',NULL);
INSERT INTO "fact" VALUES(18,1,'fa_kydmh4ked6sm3bstkjksg2yo','sl_6a45mgxaifaxqluv45lribzv','en_q77et7j327ocv73iqb5mq2rz','lives in','en_25lsfuda62iao5nimxbtlf3h','Lena lives in Kiel','STATE',1717286400000000,253402300799999999,1767225668000000,253402300799999999,'OPEN','["cl_tj5rw45dyanvgdzldsjgb5oa"]','["ep_myb5uhq723izmegbwfucppce"]',0.9,1,'stated',NULL,1,0,'',NULL);
CREATE TABLE idempotency (
  scope INTEGER NOT NULL REFERENCES scope (number),
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  job INTEGER NOT NULL REFERENCES job (number),
  PRIMARY KEY (scope, key)
) WITHOUT ROWID;
INSERT INTO "idempotency" VALUES(1,'back','1:cb6ce162e4826a4dde5ec573af15f89447983ca550e70dbd6e165a20745297a5',9);
INSERT INTO "idempotency" VALUES(1,'k1','1:ae302d1509749e3831334be8156c5d10541d400b5e38f192550d0a94aa4df7ab',1);
INSERT INTO "idempotency" VALUES(1,'k10','1:9bcd6a8799ec372e71a299e531fa69617617e9f9409c4468a9a63ce980b4a27c',11);
INSERT INTO "idempotency" VALUES(1,'k12','1:949c20206fc28721316bf327a47b79f85521850acb1266580cf0692071c94bda',14);
INSERT INTO "idempotency" VALUES(1,'k13','1:51c416bff7240aa55df0847f3a9f73d1829a608610c537582a44937ebbadaab6',17);
INSERT INTO "idempotency" VALUES(1,'k2','1:b7104a616bb5d80192337171f48039577d570c4fa71cd18633aa3ebac8e82b05',2);
INSERT INTO "idempotency" VALUES(1,'k3','1:e99317f248bcd411b3104dbde664449634cdb6f7581b677eb7a664864e056596',3);
INSERT INTO "idempotency" VALUES(1,'k4','1:0ebe91288a8c9cef29d4b39489abddac3494dedb29cd9707af75a331f2e1f14e',4);
INSERT INTO "idempotency" VALUES(1,'k5','1:b1e8cd71581ecb3e4bde88ef15d74ee68a1227cec4230e78e7a19e602095cee9',5);
INSERT INTO "idempotency" VALUES(1,'k6','1:d6574355eedf0ffb4a7ac017545da24cdf602642e68b770992eb4ab8646c8bc3',6);
INSERT INTO "idempotency" VALUES(1,'k7','1:ed9671fb9f0f3857f428c3b7aafba5d628e5e27e157f5e99de38669ba48d246a',7);
INSERT INTO "idempotency" VALUES(1,'k8','1:e58da486538636781f127864d8bcc32b6c0bf2f34bef24b370c2347529186264',8);
INSERT INTO "idempotency" VALUES(1,'k9','1:87fd78014e2dfbeea8be4c6534c1bf2aee486770e59111b1c8f054037860b896',10);
INSERT INTO "idempotency" VALUES(1,'merge','1:917cf16658ed7c4bfe3aa0406ab6a8f13b291cc43c334443bb8b8ebc5ba158ff',15);
INSERT INTO "idempotency" VALUES(1,'tried','1:d9559ca4690afb36dcdceef072aef020bcfcdef95309bba987f88c80b163651a',16);
INSERT INTO "idempotency" VALUES(2,'kim-1','1:0a5c6c3d1b1055d22b96547f52c175f78661886871c22c70c8e93372c0110cf5',12);
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
  token INTEGER, wish TEXT, report TEXT,
  UNIQUE (scope, id)
);
INSERT INTO "job" VALUES(1,1,'job_ktol7rl6n56sk7dngcgmp3rt','remember','DONE',1,1767225601000000,1767225604000000,'',1,'',NULL);
INSERT INTO "job" VALUES(2,1,'job_rjkdf7ufhqqgh5rkqh4ve255','remember','DONE',1,1767225606000000,1767225608000000,'',2,'',NULL);
INSERT INTO "job" VALUES(3,1,'job_27gpljkdlyu3dgrbncaajvoj','remember','DONE',1,1767225610000000,1767225612000000,'',3,'',NULL);
INSERT INTO "job" VALUES(4,1,'job_otckj2ame6elpqtpkp2jkmku','remember','DONE',1,1767225614000000,1767225616000000,'',4,'',NULL);
INSERT INTO "job" VALUES(5,1,'job_kbgmkpzwhxiskzmwkweqgis5','remember','DONE',1,1767225618000000,1767225620000000,'',5,'',NULL);
INSERT INTO "job" VALUES(6,1,'job_nmxgwitnhib2n3bv276zbgmv','remember','DONE',1,1767225622000000,1767225624000000,'',6,'',NULL);
INSERT INTO "job" VALUES(7,1,'job_ocvhzpb5wrkxuknimnuy2ivp','remember','DONE',1,1767225626000000,1767225628000000,'',7,'',NULL);
INSERT INTO "job" VALUES(8,1,'job_btegk54ndcwxngijmycmod7g','remember','DONE',1,1767225630000000,1767225632000000,'',8,'',NULL);
INSERT INTO "job" VALUES(9,1,'job_bssp7fh3slmc4mbsmukqqna4','remember','DONE',1,1767225635000000,1767225639000000,'',9,'',NULL);
INSERT INTO "job" VALUES(10,1,'job_zzrrbfn43u7c2znyqa2bqi6c','remember','DONE',1,1767225637000000,1767225640000000,'',9,'',NULL);
INSERT INTO "job" VALUES(11,1,'job_yjmgbt4od3dckn4ohdjgre63','remember','DONE',1,1767225642000000,1767225644000000,'',10,'',NULL);
INSERT INTO "job" VALUES(12,2,'job_xmxtee6cbjquekn2yksmleim','remember','DONE',1,1767225646000000,1767225648000000,'',1,'',NULL);
INSERT INTO "job" VALUES(13,1,'job_72k7lqwnmiylru7r7args3xf','remember','DONE',1,1767225650000000,1767225652000000,'',11,'',NULL);
INSERT INTO "job" VALUES(14,1,'job_6edwzr2qrgwbynsgm2n5cekx','remember','DONE',1,1767225662000000,1767225664000000,'',13,'',NULL);
INSERT INTO "job" VALUES(15,1,'job_leenxiopi6trfzr4hfficyeg','remember','DONE',1,1767225666000000,1767225668000000,'',14,'',NULL);
INSERT INTO "job" VALUES(16,1,'job_fyxerlo7zudlcy5tjy4l4hf5','remember','QUEUED',0,1767225670000000,NULL,'',NULL,'',NULL);
INSERT INTO "job" VALUES(17,1,'job_t6esrdcshiuaoluu3xsbfzuy','remember','QUEUED',0,1767225671000000,NULL,'',NULL,'',NULL);
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
INSERT INTO "job_episode" VALUES(14,0,13);
INSERT INTO "job_episode" VALUES(15,0,14);
INSERT INTO "job_episode" VALUES(16,0,15);
INSERT INTO "job_episode" VALUES(17,0,16);
CREATE TABLE kept_run (
  scope INTEGER NOT NULL REFERENCES scope (number),
  kind TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  size INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  form TEXT NOT NULL,
  arrays BLOB NOT NULL,
  words BLOB NOT NULL,
  PRIMARY KEY (scope, kind, first)
);
CREATE TABLE lease (
  scope INTEGER PRIMARY KEY REFERENCES scope (number),
  token INTEGER NOT NULL,
  expires INTEGER NOT NULL
);
INSERT INTO "lease" VALUES(1,14,-62135596800000000);
INSERT INTO "lease" VALUES(2,1,-62135596800000000);
CREATE TABLE migration (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL);
INSERT INTO "migration" VALUES(1,'knowledge','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(2,'queue','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(3,'search','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(4,'both_ways','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(5,'models','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(6,'moving','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(7,'appearances','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(8,'name_keys','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(9,'erasing','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(10,'kept_words','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(11,'communities','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(12,'merging','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(13,'consolidating','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(14,'kept_shelves','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(15,'offsets','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(16,'turns','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(17,'erasures','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(18,'speakers','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(19,'answers','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(20,'entity_order','2026-01-01T00:00:00+00:00');
INSERT INTO "migration" VALUES(21,'further_names','2026-01-01T00:00:00+00:00');
CREATE TABLE model_answer (
  scope INTEGER NOT NULL REFERENCES scope (number),
  key TEXT NOT NULL,
  answer TEXT NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) WITHOUT ROWID;
CREATE TABLE model_usage (
  scope INTEGER NOT NULL REFERENCES scope (number),
  day TEXT NOT NULL,
  model TEXT NOT NULL,
  calls INTEGER NOT NULL,
  tokens_in INTEGER NOT NULL,
  tokens_out INTEGER NOT NULL,
  spared INTEGER NOT NULL,
  PRIMARY KEY (scope, day, model)
) WITHOUT ROWID;
CREATE TABLE moved_vector (
  unit INTEGER PRIMARY KEY REFERENCES unit (number) ON DELETE CASCADE,
  vector BLOB NOT NULL
);
CREATE TABLE reading (
  scope INTEGER NOT NULL REFERENCES scope (number),
  episode TEXT NOT NULL,
  reader TEXT NOT NULL,
  stood_in_because TEXT NOT NULL,
  dropped INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (scope, episode)
) WITHOUT ROWID;
CREATE TABLE scope (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE
, revision INTEGER NOT NULL DEFAULT 0, purged INTEGER NOT NULL DEFAULT 0);
INSERT INTO "scope" VALUES(1,'story///',17,15);
INSERT INTO "scope" VALUES(2,'story/kim//',1,0);
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "setting" VALUES('dimensions','8');
INSERT INTO "setting" VALUES('embedder','test');
CREATE TABLE tombstone (
  scope INTEGER NOT NULL REFERENCES scope (number),
  digest TEXT NOT NULL,
  is_key INTEGER NOT NULL,
  erased INTEGER NOT NULL,
  PRIMARY KEY (scope, digest)
) WITHOUT ROWID;
INSERT INTO "tombstone" VALUES(1,'385affd47ad3185e8a55784f898f1543',0,1767225658000000);
INSERT INTO "tombstone" VALUES(1,'5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e',1,1767225658000000);
INSERT INTO "tombstone" VALUES(1,'d04eb5ae18f8b9e6a4bfb640f5565ee5',0,1767225658000000);
INSERT INTO "tombstone" VALUES(1,'f0e0424e049dbe30d471adb8c7b05f66',0,1767225658000000);
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
INSERT INTO "unit" VALUES(22,'EPISODE',9,1,9,X'F304B53EF304B53E00000000F304B53E0000000000000000F304353FF304B53E');
INSERT INTO "unit" VALUES(23,'FACT',14,1,11,X'00000000000000009084413E9084413F9084413E6C23113F000000009084413E');
INSERT INTO "unit" VALUES(24,'EPISODE',10,1,11,X'0000000000000000F05BF13EF404353FF05B713EF05BF13E0000000000000000');
INSERT INTO "unit" VALUES(25,'FACT',15,1,12,X'00000000000000009BE8A13E9BE8213F000000009BE8A13E000000009BE8213F');
INSERT INTO "unit" VALUES(26,'EPISODE',11,1,12,X'0000000000000000EB05513FEB05D13EEB05D13E000000000000000000000000');
INSERT INTO "unit" VALUES(27,'FACT',16,2,1,X'00000000000000000000000077D6083F0000000077D6883E00000000B2414D3F');
INSERT INTO "unit" VALUES(28,'EPISODE',12,2,1,X'00000000000000000000003F0000003F0000003F00000000000000000000003F');
INSERT INTO "unit" VALUES(29,'FACT',17,1,17,X'0000000077D6883E00000000B2414D3F00000000000000000000000077D6083F');
INSERT INTO "unit" VALUES(30,'EPISODE',13,1,16,X'00000000EB05D13E00000000EB05513F000000000000000000000000EB05D13E');
INSERT INTO "unit" VALUES(31,'FACT',18,1,17,X'0000000077D6883E00000000B2414D3F00000000000000000000000077D6083F');
INSERT INTO "unit" VALUES(32,'EPISODE',14,1,17,X'EB05D13EEB05D13E0000000000000000000000000000000000000000EB05513F');
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
CREATE INDEX claim_by_far_slot ON claim (scope, far_slot) WHERE far_slot IS NOT NULL;
CREATE INDEX fact_by_far_slot ON fact (scope, far_slot) WHERE far_slot IS NOT NULL;
CREATE INDEX stood_in ON reading (scope, at, episode) WHERE stood_in_because <> '';
CREATE INDEX appearance_by_entity ON appearance (scope, entity, is_topic DESC, episode);
CREATE INDEX alias_by_joined ON alias (scope, key_joined) WHERE key_joined <> '';
CREATE INDEX alias_by_sorted ON alias (scope, key_sorted) WHERE key_sorted <> '';
CREATE INDEX alias_by_initials ON alias (scope, key_initials) WHERE key_initials <> '';
CREATE INDEX alias_by_person ON alias (scope, key_person) WHERE key_person <> '';
CREATE INDEX alias_by_letters ON alias (scope, key_letters) WHERE key_letters <> '';
CREATE UNIQUE INDEX tombstone_key ON tombstone (scope) WHERE is_key = 1;
CREATE INDEX community_by_size ON community (scope, level, size DESC, id);
CREATE INDEX entity_merged ON entity (scope, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX open_job_by_scope ON job (scope, number) WHERE status IN ('QUEUED', 'RUNNING');
CREATE INDEX episode_by_speaker ON episode (scope, speaker);
CREATE INDEX claim_by_question ON claim (scope, asked) WHERE asked IS NOT NULL;
CREATE INDEX episode_by_turn ON episode (scope, source, occurred) WHERE source <> '';
CREATE INDEX entity_by_form ON entity (scope, is_value, form, id);
CREATE INDEX alias_further ON alias (scope, entity) WHERE is_main = 0;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('job',17);
INSERT INTO "sqlite_sequence" VALUES('change',49);
COMMIT;
