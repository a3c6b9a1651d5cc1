-- A store that the program wrote at commit c63768c (2026-11-25) for the three suites of this folder: an SQLite dump.
PRAGMA application_id = 1164863346;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE answers (
  key INTEGER PRIMARY KEY,
  examples TEXT NOT NULL UNIQUE,
  count INTEGER NOT NULL,
  classes BLOB NOT NULL);
INSERT INTO "answers" VALUES(1,'d38b1f045a3655b0c1cba049c6f274cd',1000,X'78DA6360621885A370140E730800A57103E9');
INSERT INTO "answers" VALUES(2,'0ec0d55ebde79e892a8ce088afc47070',20,X'78DA636062C0800000DC0015');
CREATE TABLE checkpoint (run TEXT PRIMARY KEY, state BLOB NOT NULL);
CREATE TABLE claim (run TEXT PRIMARY KEY, holder TEXT NOT NULL, renewed INTEGER NOT NULL);
CREATE TABLE label (
  suite INTEGER NOT NULL REFERENCES text,
  cell INTEGER NOT NULL REFERENCES text,
  run INTEGER NOT NULL REFERENCES run,
  PRIMARY KEY (suite, cell, run)) WITHOUT ROWID;
INSERT INTO "label" VALUES(1,2,1);
INSERT INTO "label" VALUES(1,38,2);
INSERT INTO "label" VALUES(1,40,3);
INSERT INTO "label" VALUES(1,43,4);
INSERT INTO "label" VALUES(45,46,5);
INSERT INTO "label" VALUES(45,48,6);
INSERT INTO "label" VALUES(50,46,12);
INSERT INTO "label" VALUES(50,46,14);
INSERT INTO "label" VALUES(50,51,7);
INSERT INTO "label" VALUES(50,53,8);
INSERT INTO "label" VALUES(50,55,9);
INSERT INTO "label" VALUES(50,57,10);
INSERT INTO "label" VALUES(50,59,11);
INSERT INTO "label" VALUES(50,59,13);
CREATE TABLE measurement (
  run INTEGER NOT NULL REFERENCES run,
  ordinal INTEGER NOT NULL,
  series INTEGER NOT NULL REFERENCES series,
  step INTEGER NOT NULL,
  epoch ,
  value ,
  PRIMARY KEY (run, ordinal)) WITHOUT ROWID;
INSERT INTO "measurement" VALUES(1,0,1,0,0.0,0.94);
INSERT INTO "measurement" VALUES(1,1,2,0,0.0,4.69797791043296442e-01);
INSERT INTO "measurement" VALUES(1,2,3,94,2.0,9.55677783840324229e-02);
INSERT INTO "measurement" VALUES(1,3,1,94,2.0,0.976);
INSERT INTO "measurement" VALUES(1,4,2,94,2.0,5.63534851064905542e-02);
INSERT INTO "measurement" VALUES(1,5,4,94,2.0,0.98);
INSERT INTO "measurement" VALUES(1,6,5,94,2.0,5.70263770271558292e-02);
INSERT INTO "measurement" VALUES(2,0,1,0,0.0,0.94);
INSERT INTO "measurement" VALUES(2,1,2,0,0.0,4.69797791043296442e-01);
INSERT INTO "measurement" VALUES(2,2,3,94,2.0,9.38542794716550748e-02);
INSERT INTO "measurement" VALUES(2,3,1,94,2.0,0.98);
INSERT INTO "measurement" VALUES(2,4,2,94,2.0,5.80895139323547513e-02);
INSERT INTO "measurement" VALUES(2,5,4,94,2.0,0.977);
INSERT INTO "measurement" VALUES(2,6,5,94,2.0,5.54393314500339351e-02);
INSERT INTO "measurement" VALUES(3,0,1,0,0.0,0.94);
INSERT INTO "measurement" VALUES(3,1,2,0,0.0,4.69797791043296442e-01);
INSERT INTO "measurement" VALUES(3,2,3,94,2.0,1.25916391411596467e-01);
INSERT INTO "measurement" VALUES(3,3,1,94,2.0,0.98);
INSERT INTO "measurement" VALUES(3,4,2,94,2.0,7.47864783862605686e-02);
INSERT INTO "measurement" VALUES(3,5,4,94,2.0,0.976);
INSERT INTO "measurement" VALUES(3,6,5,94,2.0,0.0737072606573347);
INSERT INTO "measurement" VALUES(4,0,1,0,0.0,0.94);
INSERT INTO "measurement" VALUES(4,1,2,0,0.0,4.69797791043296442e-01);
INSERT INTO "measurement" VALUES(4,2,3,94,2.0,1.09611967004835428e-01);
INSERT INTO "measurement" VALUES(4,3,1,94,2.0,0.98);
INSERT INTO "measurement" VALUES(4,4,2,94,2.0,5.80356146236881628e-02);
INSERT INTO "measurement" VALUES(4,5,4,94,2.0,0.98);
INSERT INTO "measurement" VALUES(4,6,5,94,2.0,5.51541445194743545e-02);
INSERT INTO "measurement" VALUES(5,0,6,0,0.0,2.42000102806106411e+01);
INSERT INTO "measurement" VALUES(5,1,7,0,0.0,-1.20000004768371582e+00);
INSERT INTO "measurement" VALUES(5,2,8,0,0.0,1.0);
INSERT INTO "measurement" VALUES(5,3,3,1,1.0,2.42000102806106411e+01);
INSERT INTO "measurement" VALUES(5,4,6,1,1.0,1.63810004239680618e+07);
INSERT INTO "measurement" VALUES(5,5,7,1,1.0,2.03600063323974609e+01);
INSERT INTO "measurement" VALUES(5,6,8,1,1.0,9.80000209808349609e+00);
INSERT INTO "measurement" VALUES(5,7,3,2,2.0,1.63810004239680618e+07);
INSERT INTO "measurement" VALUES(5,8,6,2,2.0,1.180118242220696538e+24);
INSERT INTO "measurement" VALUES(5,9,7,2,2.0,-329595.59375);
INSERT INTO "measurement" VALUES(5,10,8,2,2.0,8104.39697265625);
INSERT INTO "measurement" VALUES(5,11,3,3,3.0,1.180118242220696538e+24);
INSERT INTO "measurement" VALUES(5,12,6,3,3.0,4.207428672369778226e+74);
INSERT INTO "measurement" VALUES(5,13,7,3,3.0,1.432201718669508608e+18);
INSERT INTO "measurement" VALUES(5,14,8,3,3.0,2172665069568.0);
INSERT INTO "measurement" VALUES(6,0,6,0,0.0,2.42000102806106411e+01);
INSERT INTO "measurement" VALUES(6,1,7,0,0.0,-1.20000004768371582e+00);
INSERT INTO "measurement" VALUES(6,2,8,0,0.0,1.0);
INSERT INTO "measurement" VALUES(6,3,3,1,1.0,2.42000102806106411e+01);
INSERT INTO "measurement" VALUES(6,4,6,1,1.0,5.3529140865594833e+00);
INSERT INTO "measurement" VALUES(6,5,7,1,1.0,-9.84399974346160888e-01);
INSERT INTO "measurement" VALUES(6,6,8,1,1.0,1.08800005912780761e+00);
INSERT INTO "measurement" VALUES(6,7,3,2,2.0,5.3529140865594833e+00);
INSERT INTO "measurement" VALUES(6,8,6,2,2.0,2.35328752920698107e+01);
INSERT INTO "measurement" VALUES(6,9,7,2,2.0,-0.833231508731842);
INSERT INTO "measurement" VALUES(6,10,8,2,2.0,1.14340877532958984e+00);
INSERT INTO "measurement" VALUES(6,11,3,3,3.0,2.35328752920698107e+01);
INSERT INTO "measurement" VALUES(6,12,6,3,3.0,1.87993128851921298e+01);
INSERT INTO "measurement" VALUES(6,13,7,3,3.0,-0.843206524848938);
INSERT INTO "measurement" VALUES(6,14,8,3,3.0,1.10344982147216796e+00);
INSERT INTO "measurement" VALUES(6,15,3,4,4.0,1.87993128851921298e+01);
INSERT INTO "measurement" VALUES(6,16,6,4,4.0,3.99618706427520731e+00);
INSERT INTO "measurement" VALUES(6,17,7,4,4.0,-9.80865061283111572e-01);
INSERT INTO "measurement" VALUES(6,18,8,4,4.0,9.8899620771408081e-01);
INSERT INTO "measurement" VALUES(6,19,3,5,5.0,3.99618706427520731e+00);
INSERT INTO "measurement" VALUES(6,20,6,5,5.0,1.70241854262561673e+01);
INSERT INTO "measurement" VALUES(6,21,7,5,5.0,-1.11135005950927734e+00);
INSERT INTO "measurement" VALUES(6,22,8,5,5.0,8.80607962608337402e-01);
INSERT INTO "measurement" VALUES(6,23,3,6,6.0,1.70241854262561673e+01);
INSERT INTO "measurement" VALUES(6,24,6,6,6.0,1.23656433484773096e+01);
INSERT INTO "measurement" VALUES(6,25,7,6,6.0,-1.06697845458984375e+00);
INSERT INTO "measurement" VALUES(6,26,8,6,6.0,8.53956758975982666e-01);
INSERT INTO "measurement" VALUES(6,27,3,7,7.0,1.23656433484773096e+01);
INSERT INTO "measurement" VALUES(6,28,6,7,7.0,4.16590110906756461e+00);
INSERT INTO "measurement" VALUES(6,29,7,7,7.0,-9.01493728160858154e-01);
INSERT INTO "measurement" VALUES(6,30,8,7,7.0,8.86867940425872802e-01);
INSERT INTO "measurement" VALUES(6,31,3,8,8.0,4.16590110906756461e+00);
INSERT INTO "measurement" VALUES(6,32,6,8,8.0,1.21673165208776623e+01);
INSERT INTO "measurement" VALUES(6,33,7,8,8.0,-7.75502562522888183e-01);
INSERT INTO "measurement" VALUES(6,34,8,8,8.0,9.0165257453918457e-01);
INSERT INTO "measurement" VALUES(6,35,3,9,9.0,1.21673165208776623e+01);
INSERT INTO "measurement" VALUES(6,36,6,9,9.0,1.1470378546915926e+01);
INSERT INTO "measurement" VALUES(6,37,7,9,9.0,-7.5169682502746582e-01);
INSERT INTO "measurement" VALUES(6,38,8,9,9.0,8.54909062385559082e-01);
INSERT INTO "measurement" VALUES(6,39,3,10,10.0,1.1470378546915926e+01);
INSERT INTO "measurement" VALUES(6,40,6,10,10.0,4.1440308192190951e+00);
INSERT INTO "measurement" VALUES(6,41,7,10,10.0,-8.13923299312591552e-01);
INSERT INTO "measurement" VALUES(6,42,8,10,10.0,7.54867732524871826e-01);
INSERT INTO "measurement" VALUES(6,43,3,11,11.0,4.1440308192190951e+00);
INSERT INTO "measurement" VALUES(6,44,6,11,11.0,6.06578709420055695e+00);
INSERT INTO "measurement" VALUES(6,45,7,11,11.0,-8.96380782127380371e-01);
INSERT INTO "measurement" VALUES(6,46,8,11,11.0,6.46351218223571777e-01);
INSERT INTO "measurement" VALUES(6,47,3,12,12.0,6.06578709420055695e+00);
INSERT INTO "measurement" VALUES(6,48,6,12,12.0,9.84053065349709);
INSERT INTO "measurement" VALUES(6,49,7,12,12.0,-9.10454213619232177e-01);
INSERT INTO "measurement" VALUES(6,50,8,12,12.0,0.580115795135498);
INSERT INTO "measurement" VALUES(6,51,3,13,13.0,9.84053065349709);
INSERT INTO "measurement" VALUES(6,52,6,13,13.0,4.70029451565270761e+00);
INSERT INTO "measurement" VALUES(6,53,7,13,13.0,-8.28686952590942382e-01);
INSERT INTO "measurement" VALUES(6,54,8,13,13.0,5.70266127586364746e-01);
INSERT INTO "measurement" VALUES(6,55,3,14,14.0,4.70029451565270761e+00);
INSERT INTO "measurement" VALUES(6,56,6,14,14.0,3.51989629664080627e+00);
INSERT INTO "measurement" VALUES(6,57,7,14,14.0,-7.12836861610412597e-01);
INSERT INTO "measurement" VALUES(6,58,8,14,14.0,0.584692656993866);
INSERT INTO "measurement" VALUES(6,59,3,15,15.0,3.51989629664080627e+00);
INSERT INTO "measurement" VALUES(6,60,6,15,15.0,6.22927363216427654e+00);
INSERT INTO "measurement" VALUES(6,61,7,15,15.0,-6.26974940299987793e-01);
INSERT INTO "measurement" VALUES(6,62,8,15,15.0,5.82365274429321289e-01);
INSERT INTO "measurement" VALUES(6,63,3,16,16.0,6.22927363216427654e+00);
INSERT INTO "measurement" VALUES(6,64,6,16,16.0,6.13862985713220155e+00);
INSERT INTO "measurement" VALUES(6,65,7,16,16.0,-5.93911707401275634e-01);
INSERT INTO "measurement" VALUES(6,66,8,16,16.0,0.542417049407959);
INSERT INTO "measurement" VALUES(6,67,3,17,17.0,6.13862985713220155e+00);
INSERT INTO "measurement" VALUES(6,68,6,17,17.0,3.60457997618916969e+00);
INSERT INTO "measurement" VALUES(6,69,7,17,17.0,-6.06029629707336425e-01);
INSERT INTO "measurement" VALUES(6,70,8,17,17.0,4.68526482582092285e-01);
INSERT INTO "measurement" VALUES(6,71,3,18,18.0,3.60457997618916969e+00);
INSERT INTO "measurement" VALUES(6,72,6,18,18.0,2.74952923687475125e+00);
INSERT INTO "measurement" VALUES(6,73,7,18,18.0,-6.38269007205963134e-01);
INSERT INTO "measurement" VALUES(6,74,8,18,18.0,3.81774067878723144e-01);
INSERT INTO "measurement" VALUES(6,75,3,19,19.0,2.74952923687475125e+00);
INSERT INTO "measurement" VALUES(6,76,6,19,19.0,4.27108225884757786e+00);
INSERT INTO "measurement" VALUES(6,77,7,19,19.0,-6.57468676567077636e-01);
INSERT INTO "measurement" VALUES(6,78,8,19,19.0,3.08819532394409179e-01);
INSERT INTO "measurement" VALUES(6,79,3,20,20.0,4.27108225884757786e+00);
INSERT INTO "measurement" VALUES(6,80,6,20,20.0,4.65832210360303644e+00);
INSERT INTO "measurement" VALUES(6,81,7,20,20.0,-0.638968825340271);
INSERT INTO "measurement" VALUES(6,82,8,20,20.0,2.67849564552307128e-01);
INSERT INTO "measurement" VALUES(6,83,9,20,20.0,4.65832210360303644e+00);
INSERT INTO "measurement" VALUES(6,84,10,20,20.0,1.7950663136952667e+00);
INSERT INTO "measurement" VALUES(6,85,11,20,20.0,-0.638968825340271);
INSERT INTO "measurement" VALUES(6,86,12,20,20.0,2.67849564552307128e-01);
INSERT INTO "measurement" VALUES(6,87,13,20,20.0,1.7950663136952667e+00);
INSERT INTO "measurement" VALUES(7,0,2,0,0.0,9.12576884031295776e-01);
INSERT INTO "measurement" VALUES(7,1,3,12,4.0,3.56975464538360653e-01);
INSERT INTO "measurement" VALUES(7,2,2,12,4.0,1.35155311599373828e-01);
INSERT INTO "measurement" VALUES(7,3,3,20,6.66666666666666696e+00,1.17372271406929948e-01);
INSERT INTO "measurement" VALUES(7,4,2,20,6.66666666666666696e+00,7.973502017557621e-02);
INSERT INTO "measurement" VALUES(7,5,5,20,6.66666666666666696e+00,8.59420826192945214e-02);
INSERT INTO "measurement" VALUES(8,0,2,0,0.0,9.12576884031295776e-01);
INSERT INTO "measurement" VALUES(8,1,3,12,4.0,6.25789932751407262e-01);
INSERT INTO "measurement" VALUES(8,2,2,12,4.0,4.46995773911476157e-01);
INSERT INTO "measurement" VALUES(8,3,3,20,6.66666666666666696e+00,3.69021568796597365e-01);
INSERT INTO "measurement" VALUES(8,4,2,20,6.66666666666666696e+00,2.9936379790306089e-01);
INSERT INTO "measurement" VALUES(8,5,5,20,6.66666666666666696e+00,1.57969774259254347e-01);
INSERT INTO "measurement" VALUES(9,0,2,0,0.0,9.12576884031295776e-01);
INSERT INTO "measurement" VALUES(9,1,3,12,4.0,1.86250293924240417e-01);
INSERT INTO "measurement" VALUES(9,2,2,12,4.0,3.86151352897286387e-02);
INSERT INTO "measurement" VALUES(9,3,3,20,6.66666666666666696e+00,3.73783323855604934e-02);
INSERT INTO "measurement" VALUES(9,4,2,20,6.66666666666666696e+00,2.29417781345546238e-02);
INSERT INTO "measurement" VALUES(9,5,5,20,6.66666666666666696e+00,7.00150090269744396e-02);
INSERT INTO "measurement" VALUES(10,0,2,0,0.0,9.12576884031295776e-01);
INSERT INTO "measurement" VALUES(10,1,3,12,4.0,3.78821519125873862e-01);
INSERT INTO "measurement" VALUES(10,2,2,12,4.0,1.09933053888380524e-01);
INSERT INTO "measurement" VALUES(10,3,3,20,6.66666666666666696e+00,7.37254605919588357e-02);
INSERT INTO "measurement" VALUES(10,4,2,20,6.66666666666666696e+00,3.77988039050251231e-02);
INSERT INTO "measurement" VALUES(10,5,5,20,6.66666666666666696e+00,4.80321767274290295e-02);
INSERT INTO "measurement" VALUES(11,0,2,0,0.0,4.14452973008155811e-01);
INSERT INTO "measurement" VALUES(11,1,3,12,4.0,2.22639665333554087e-01);
INSERT INTO "measurement" VALUES(11,2,2,12,4.0,3.73262325301766395e-02);
INSERT INTO "measurement" VALUES(11,3,3,20,6.66666666666666696e+00,5.9882551932241762e-02);
INSERT INTO "measurement" VALUES(11,4,2,20,6.66666666666666696e+00,0.011234250664711);
INSERT INTO "measurement" VALUES(11,5,5,20,6.66666666666666696e+00,8.51417310303077129e-02);
INSERT INTO "measurement" VALUES(12,0,2,0,0.0,4.14452973008155811e-01);
INSERT INTO "measurement" VALUES(12,1,3,12,4.0,1.84928022169818434e-01);
INSERT INTO "measurement" VALUES(12,2,2,12,4.0,4.6106981858611104e-02);
INSERT INTO "measurement" VALUES(12,3,3,20,6.66666666666666696e+00,6.1384765082038939e-02);
INSERT INTO "measurement" VALUES(12,4,2,20,6.66666666666666696e+00,2.54940705373883254e-02);
INSERT INTO "measurement" VALUES(12,5,5,20,6.66666666666666696e+00,0.092091946862638);
INSERT INTO "measurement" VALUES(13,0,2,0,0.0,1.69872702509164819e+00);
INSERT INTO "measurement" VALUES(13,1,3,12,4.0,8.22361373406602091e-01);
INSERT INTO "measurement" VALUES(13,2,2,12,4.0,2.30725991725921619e-01);
INSERT INTO "measurement" VALUES(13,3,3,20,6.66666666666666696e+00,1.50236830301582802e-01);
INSERT INTO "measurement" VALUES(13,4,2,20,6.66666666666666696e+00,7.90547013282775906e-02);
INSERT INTO "measurement" VALUES(13,5,5,20,6.66666666666666696e+00,1.69870251417160028e-01);
INSERT INTO "measurement" VALUES(14,0,2,0,0.0,1.69872702509164819e+00);
INSERT INTO "measurement" VALUES(14,1,3,12,4.0,2.76277214412887939e-01);
INSERT INTO "measurement" VALUES(14,2,2,12,4.0,3.59491761773824691e-02);
INSERT INTO "measurement" VALUES(14,3,3,20,6.66666666666666696e+00,3.67615160299465046e-02);
INSERT INTO "measurement" VALUES(14,4,2,20,6.66666666666666696e+00,0.0205015255138278);
INSERT INTO "measurement" VALUES(14,5,5,20,6.66666666666666696e+00,1.37673000898212188e-01);
CREATE TABLE prediction (
  run INTEGER PRIMARY KEY REFERENCES run,
  answers INTEGER NOT NULL REFERENCES answers,
  said BLOB NOT NULL);
INSERT INTO "prediction" VALUES(1,1,X'78DA6360200B3012A902431D13754C27DD0446BAD84BAA4FA9EF164632543192693E55C38B9E21C5448D18A2635AA2DC050038140019');
INSERT INTO "prediction" VALUES(2,1,X'78DA6360200B3012A902431D13035D0023192E264E0DD18089323F33D2D4E78C64DBC5489C9F290B3192CC6224D72626FAA6407A031417000042AB0020');
INSERT INTO "prediction" VALUES(3,1,X'78DA6360A011604422910013035D002311220C64A9211A3051E66746325D499CCF19C9F63723717EA62CC4089AC5489AA94CD44B47B4D749933C000042580021');
INSERT INTO "prediction" VALUES(4,1,X'78DACD91C109004008C31AF71FFA06F0532A1EE61D24522902D3685EE90B04C59E6353B39FD1D632DD22BC8F2E40BA4D1DABDA2C7839C9001A');
INSERT INTO "prediction" VALUES(7,2,X'78DA6360C0040000140001');
INSERT INTO "prediction" VALUES(8,2,X'78DA636040074C0C0000180003');
INSERT INTO "prediction" VALUES(9,2,X'78DA636080002606040000002C0003');
INSERT INTO "prediction" VALUES(10,2,X'78DA6360C0040000140001');
INSERT INTO "prediction" VALUES(11,2,X'78DA636080002606040000002C0003');
INSERT INTO "prediction" VALUES(12,2,X'78DA636080002606040000002C0003');
INSERT INTO "prediction" VALUES(13,2,X'78DA636080002606040000002C0003');
INSERT INTO "prediction" VALUES(14,2,X'78DA636080002606040000002C0003');
CREATE TABLE provenance (
  run INTEGER NOT NULL REFERENCES run,
  name INTEGER NOT NULL REFERENCES text,
  value INTEGER NOT NULL REFERENCES text,
  PRIMARY KEY (run, name)) WITHOUT ROWID;
INSERT INTO "provenance" VALUES(1,4,5);
INSERT INTO "provenance" VALUES(1,6,7);
INSERT INTO "provenance" VALUES(1,8,9);
INSERT INTO "provenance" VALUES(1,10,11);
INSERT INTO "provenance" VALUES(1,12,13);
INSERT INTO "provenance" VALUES(1,14,15);
INSERT INTO "provenance" VALUES(1,16,17);
INSERT INTO "provenance" VALUES(1,18,19);
INSERT INTO "provenance" VALUES(1,20,21);
INSERT INTO "provenance" VALUES(1,22,23);
INSERT INTO "provenance" VALUES(1,24,25);
INSERT INTO "provenance" VALUES(1,26,27);
INSERT INTO "provenance" VALUES(1,28,29);
INSERT INTO "provenance" VALUES(1,30,31);
INSERT INTO "provenance" VALUES(1,32,33);
INSERT INTO "provenance" VALUES(1,34,35);
INSERT INTO "provenance" VALUES(1,36,37);
INSERT INTO "provenance" VALUES(2,4,5);
INSERT INTO "provenance" VALUES(2,6,7);
INSERT INTO "provenance" VALUES(2,8,9);
INSERT INTO "provenance" VALUES(2,10,11);
INSERT INTO "provenance" VALUES(2,12,13);
INSERT INTO "provenance" VALUES(2,14,15);
INSERT INTO "provenance" VALUES(2,16,17);
INSERT INTO "provenance" VALUES(2,18,19);
INSERT INTO "provenance" VALUES(2,20,21);
INSERT INTO "provenance" VALUES(2,22,23);
INSERT INTO "provenance" VALUES(2,24,25);
INSERT INTO "provenance" VALUES(2,26,27);
INSERT INTO "provenance" VALUES(2,28,29);
INSERT INTO "provenance" VALUES(2,30,31);
INSERT INTO "provenance" VALUES(2,32,33);
INSERT INTO "provenance" VALUES(2,34,35);
INSERT INTO "provenance" VALUES(2,36,37);
INSERT INTO "provenance" VALUES(3,4,5);
INSERT INTO "provenance" VALUES(3,6,7);
INSERT INTO "provenance" VALUES(3,8,9);
INSERT INTO "provenance" VALUES(3,10,11);
INSERT INTO "provenance" VALUES(3,12,13);
INSERT INTO "provenance" VALUES(3,14,42);
INSERT INTO "provenance" VALUES(3,16,17);
INSERT INTO "provenance" VALUES(3,18,19);
INSERT INTO "provenance" VALUES(3,20,21);
INSERT INTO "provenance" VALUES(3,22,23);
INSERT INTO "provenance" VALUES(3,24,25);
INSERT INTO "provenance" VALUES(3,26,27);
INSERT INTO "provenance" VALUES(3,28,29);
INSERT INTO "provenance" VALUES(3,30,31);
INSERT INTO "provenance" VALUES(3,32,33);
INSERT INTO "provenance" VALUES(3,34,35);
INSERT INTO "provenance" VALUES(3,36,37);
INSERT INTO "provenance" VALUES(4,4,5);
INSERT INTO "provenance" VALUES(4,6,7);
INSERT INTO "provenance" VALUES(4,8,9);
INSERT INTO "provenance" VALUES(4,10,11);
INSERT INTO "provenance" VALUES(4,12,13);
INSERT INTO "provenance" VALUES(4,14,42);
INSERT INTO "provenance" VALUES(4,16,17);
INSERT INTO "provenance" VALUES(4,18,19);
INSERT INTO "provenance" VALUES(4,20,21);
INSERT INTO "provenance" VALUES(4,22,23);
INSERT INTO "provenance" VALUES(4,24,25);
INSERT INTO "provenance" VALUES(4,26,27);
INSERT INTO "provenance" VALUES(4,28,29);
INSERT INTO "provenance" VALUES(4,30,31);
INSERT INTO "provenance" VALUES(4,32,33);
INSERT INTO "provenance" VALUES(4,34,35);
INSERT INTO "provenance" VALUES(4,36,37);
INSERT INTO "provenance" VALUES(5,4,5);
INSERT INTO "provenance" VALUES(5,6,7);
INSERT INTO "provenance" VALUES(5,8,9);
INSERT INTO "provenance" VALUES(5,10,11);
INSERT INTO "provenance" VALUES(5,12,13);
INSERT INTO "provenance" VALUES(5,16,17);
INSERT INTO "provenance" VALUES(5,18,19);
INSERT INTO "provenance" VALUES(5,20,21);
INSERT INTO "provenance" VALUES(5,22,23);
INSERT INTO "provenance" VALUES(5,24,25);
INSERT INTO "provenance" VALUES(5,26,27);
INSERT INTO "provenance" VALUES(5,28,29);
INSERT INTO "provenance" VALUES(5,30,31);
INSERT INTO "provenance" VALUES(5,32,33);
INSERT INTO "provenance" VALUES(5,34,35);
INSERT INTO "provenance" VALUES(5,36,37);
INSERT INTO "provenance" VALUES(6,4,5);
INSERT INTO "provenance" VALUES(6,6,7);
INSERT INTO "provenance" VALUES(6,8,9);
INSERT INTO "provenance" VALUES(6,10,11);
INSERT INTO "provenance" VALUES(6,12,13);
INSERT INTO "provenance" VALUES(6,16,17);
INSERT INTO "provenance" VALUES(6,18,19);
INSERT INTO "provenance" VALUES(6,20,21);
INSERT INTO "provenance" VALUES(6,22,23);
INSERT INTO "provenance" VALUES(6,24,25);
INSERT INTO "provenance" VALUES(6,26,27);
INSERT INTO "provenance" VALUES(6,28,29);
INSERT INTO "provenance" VALUES(6,30,31);
INSERT INTO "provenance" VALUES(6,32,33);
INSERT INTO "provenance" VALUES(6,34,35);
INSERT INTO "provenance" VALUES(6,36,37);
INSERT INTO "provenance" VALUES(7,4,5);
INSERT INTO "provenance" VALUES(7,6,7);
INSERT INTO "provenance" VALUES(7,8,9);
INSERT INTO "provenance" VALUES(7,10,11);
INSERT INTO "provenance" VALUES(7,12,13);
INSERT INTO "provenance" VALUES(7,14,15);
INSERT INTO "provenance" VALUES(7,16,17);
INSERT INTO "provenance" VALUES(7,18,19);
INSERT INTO "provenance" VALUES(7,20,21);
INSERT INTO "provenance" VALUES(7,22,23);
INSERT INTO "provenance" VALUES(7,24,25);
INSERT INTO "provenance" VALUES(7,26,27);
INSERT INTO "provenance" VALUES(7,28,29);
INSERT INTO "provenance" VALUES(7,30,31);
INSERT INTO "provenance" VALUES(7,32,33);
INSERT INTO "provenance" VALUES(7,34,35);
INSERT INTO "provenance" VALUES(7,36,37);
INSERT INTO "provenance" VALUES(8,4,5);
INSERT INTO "provenance" VALUES(8,6,7);
INSERT INTO "provenance" VALUES(8,8,9);
INSERT INTO "provenance" VALUES(8,10,11);
INSERT INTO "provenance" VALUES(8,12,13);
INSERT INTO "provenance" VALUES(8,14,15);
INSERT INTO "provenance" VALUES(8,16,17);
INSERT INTO "provenance" VALUES(8,18,19);
INSERT INTO "provenance" VALUES(8,20,21);
INSERT INTO "provenance" VALUES(8,22,23);
INSERT INTO "provenance" VALUES(8,24,25);
INSERT INTO "provenance" VALUES(8,26,27);
INSERT INTO "provenance" VALUES(8,28,29);
INSERT INTO "provenance" VALUES(8,30,31);
INSERT INTO "provenance" VALUES(8,32,33);
INSERT INTO "provenance" VALUES(8,34,35);
INSERT INTO "provenance" VALUES(8,36,37);
INSERT INTO "provenance" VALUES(9,4,5);
INSERT INTO "provenance" VALUES(9,6,7);
INSERT INTO "provenance" VALUES(9,8,9);
INSERT INTO "provenance" VALUES(9,10,11);
INSERT INTO "provenance" VALUES(9,12,13);
INSERT INTO "provenance" VALUES(9,14,15);
INSERT INTO "provenance" VALUES(9,16,17);
INSERT INTO "provenance" VALUES(9,18,19);
INSERT INTO "provenance" VALUES(9,20,21);
INSERT INTO "provenance" VALUES(9,22,23);
INSERT INTO "provenance" VALUES(9,24,25);
INSERT INTO "provenance" VALUES(9,26,27);
INSERT INTO "provenance" VALUES(9,28,29);
INSERT INTO "provenance" VALUES(9,30,31);
INSERT INTO "provenance" VALUES(9,32,33);
INSERT INTO "provenance" VALUES(9,34,35);
INSERT INTO "provenance" VALUES(9,36,37);
INSERT INTO "provenance" VALUES(10,4,5);
INSERT INTO "provenance" VALUES(10,6,7);
INSERT INTO "provenance" VALUES(10,8,9);
INSERT INTO "provenance" VALUES(10,10,11);
INSERT INTO "provenance" VALUES(10,12,13);
INSERT INTO "provenance" VALUES(10,14,15);
INSERT INTO "provenance" VALUES(10,16,17);
INSERT INTO "provenance" VALUES(10,18,19);
INSERT INTO "provenance" VALUES(10,20,21);
INSERT INTO "provenance" VALUES(10,22,23);
INSERT INTO "provenance" VALUES(10,24,25);
INSERT INTO "provenance" VALUES(10,26,27);
INSERT INTO "provenance" VALUES(10,28,29);
INSERT INTO "provenance" VALUES(10,30,31);
INSERT INTO "provenance" VALUES(10,32,33);
INSERT INTO "provenance" VALUES(10,34,35);
INSERT INTO "provenance" VALUES(10,36,37);
INSERT INTO "provenance" VALUES(11,4,5);
INSERT INTO "provenance" VALUES(11,6,7);
INSERT INTO "provenance" VALUES(11,8,9);
INSERT INTO "provenance" VALUES(11,10,11);
INSERT INTO "provenance" VALUES(11,12,13);
INSERT INTO "provenance" VALUES(11,14,15);
INSERT INTO "provenance" VALUES(11,16,17);
INSERT INTO "provenance" VALUES(11,18,19);
INSERT INTO "provenance" VALUES(11,20,21);
INSERT INTO "provenance" VALUES(11,22,23);
INSERT INTO "provenance" VALUES(11,24,25);
INSERT INTO "provenance" VALUES(11,26,27);
INSERT INTO "provenance" VALUES(11,28,29);
INSERT INTO "provenance" VALUES(11,30,31);
INSERT INTO "provenance" VALUES(11,32,33);
INSERT INTO "provenance" VALUES(11,34,35);
INSERT INTO "provenance" VALUES(11,36,37);
INSERT INTO "provenance" VALUES(12,4,5);
INSERT INTO "provenance" VALUES(12,6,7);
INSERT INTO "provenance" VALUES(12,8,9);
INSERT INTO "provenance" VALUES(12,10,11);
INSERT INTO "provenance" VALUES(12,12,13);
INSERT INTO "provenance" VALUES(12,14,15);
INSERT INTO "provenance" VALUES(12,16,17);
INSERT INTO "provenance" VALUES(12,18,19);
INSERT INTO "provenance" VALUES(12,20,21);
INSERT INTO "provenance" VALUES(12,22,23);
INSERT INTO "provenance" VALUES(12,24,25);
INSERT INTO "provenance" VALUES(12,26,27);
INSERT INTO "provenance" VALUES(12,28,29);
INSERT INTO "provenance" VALUES(12,30,31);
INSERT INTO "provenance" VALUES(12,32,33);
INSERT INTO "provenance" VALUES(12,34,35);
INSERT INTO "provenance" VALUES(12,36,37);
INSERT INTO "provenance" VALUES(13,4,5);
INSERT INTO "provenance" VALUES(13,6,7);
INSERT INTO "provenance" VALUES(13,8,9);
INSERT INTO "provenance" VALUES(13,10,11);
INSERT INTO "provenance" VALUES(13,12,13);
INSERT INTO "provenance" VALUES(13,14,15);
INSERT INTO "provenance" VALUES(13,16,17);
INSERT INTO "provenance" VALUES(13,18,19);
INSERT INTO "provenance" VALUES(13,20,21);
INSERT INTO "provenance" VALUES(13,22,23);
INSERT INTO "provenance" VALUES(13,24,25);
INSERT INTO "provenance" VALUES(13,26,27);
INSERT INTO "provenance" VALUES(13,28,29);
INSERT INTO "provenance" VALUES(13,30,31);
INSERT INTO "provenance" VALUES(13,32,33);
INSERT INTO "provenance" VALUES(13,34,35);
INSERT INTO "provenance" VALUES(13,36,37);
INSERT INTO "provenance" VALUES(14,4,5);
INSERT INTO "provenance" VALUES(14,6,7);
INSERT INTO "provenance" VALUES(14,8,9);
INSERT INTO "provenance" VALUES(14,10,11);
INSERT INTO "provenance" VALUES(14,12,13);
INSERT INTO "provenance" VALUES(14,14,15);
INSERT INTO "provenance" VALUES(14,16,17);
INSERT INTO "provenance" VALUES(14,18,19);
INSERT INTO "provenance" VALUES(14,20,21);
INSERT INTO "provenance" VALUES(14,22,23);
INSERT INTO "provenance" VALUES(14,24,25);
INSERT INTO "provenance" VALUES(14,26,27);
INSERT INTO "provenance" VALUES(14,28,29);
INSERT INTO "provenance" VALUES(14,30,31);
INSERT INTO "provenance" VALUES(14,32,33);
INSERT INTO "provenance" VALUES(14,34,35);
INSERT INTO "provenance" VALUES(14,36,37);
CREATE TABLE run (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  suite INTEGER NOT NULL REFERENCES text,
  cell INTEGER NOT NULL REFERENCES text,
  seed INTEGER NOT NULL,
  spec INTEGER NOT NULL REFERENCES text,
  outcome TEXT NOT NULL CHECK (outcome IN ('FINISHED', 'STOPPED_EARLY', 'DIVERGED', 'FAILED')),
  reason TEXT NOT NULL,
  hash TEXT NOT NULL,
  steps INTEGER NOT NULL,
  examples INTEGER NOT NULL,
  seconds ,
  multiply_adds INTEGER NOT NULL,
  state_bytes INTEGER NOT NULL);
INSERT INTO "run" VALUES(1,'b6caa4de39d2b72d4e9a2711a6753eba',1,2,1,3,'FINISHED','','19b49075e66b6dd5170c7b8a981ba0fc',94,1500,0.067608286,60000,176);
INSERT INTO "run" VALUES(2,'967f7756488c4d3c6a5c09dba41b12f2',1,38,1,39,'FINISHED','','03b9606920cd19a9b2ca1600a7c5c39f',94,1500,0.106265621,60000,0);
INSERT INTO "run" VALUES(3,'b83e87be784cf2583a0134993b0a6326',1,40,1,41,'FINISHED','','a1e2bcc03fd49668e7e2f43adf58179a',94,1500,2.35153720000000031e-02,60000,32);
INSERT INTO "run" VALUES(4,'9b8dafa8f3039e3efcb23ad574203fc7',1,43,1,44,'FINISHED','','b45e44741a65fb83193232a077bc6cf4',94,1500,8.30545420000000089e-02,60000,208);
INSERT INTO "run" VALUES(5,'c5270a9811db3bd3ad88cbf36ea2acbb',45,46,1,47,'DIVERGED','a parameter was no longer a finite number after step 4','5326cfba763dd814197bc1798b74b1a6',4,0,0.017594018,0,0);
INSERT INTO "run" VALUES(6,'a2baab988e55365aa28859a22cecb997',45,48,1,49,'FINISHED','','56a651aaf45ef94450603dcc696813d7',20,0,5.32790850000000037e-02,0,8);
INSERT INTO "run" VALUES(7,'c0384fb0cd268ec8553d1d70794f1e41',50,51,1000001,52,'FINISHED','','f673e8a80f545c9fbddb83cbd6ef8f1e',20,200,6.10030460000000052e-02,8000,0);
INSERT INTO "run" VALUES(8,'068b6e97b70fe7bffe6d8bd1ec26d360',50,53,1000001,54,'FINISHED','','95a7d7b6adddd9d9db00c5c1a6386e77',20,200,5.00307790000000043e-02,8000,176);
INSERT INTO "run" VALUES(9,'0ba4a545acb9edf07b3745fb8128a977',50,55,1000001,56,'FINISHED','','980e3e9f74f9d07eeb7cd160dc32dcb6',20,200,0.002120596,8000,0);
INSERT INTO "run" VALUES(10,'b4e14c2fd703ed3f15c0c3bc7bf5c8eb',50,57,1000001,58,'FINISHED','','372c62fc600f3bd99e850fc1e9aa196e',20,200,0.002845909,8000,176);
INSERT INTO "run" VALUES(11,'4600798c8b4f4499e6a4ae8368ecd230',50,59,1,58,'FINISHED','','858254aa8d789325fcf4ce84d0613455',20,200,0.008801076,8000,176);
INSERT INTO "run" VALUES(12,'8165ba798a9143016e55af65bf211f29',50,46,1,56,'FINISHED','','db767cbe122bf8875fa1b8a0df594f6e',20,200,0.010684419,8000,0);
INSERT INTO "run" VALUES(13,'f0b45f4bba812d44f964bd9c6636d5f8',50,59,2,58,'FINISHED','','ac23804c0cb180089bc4f3fc3606de56',20,200,6.09065100000000074e-03,8000,176);
INSERT INTO "run" VALUES(14,'ed6685ff4e9887c1550fd3943984fb2d',50,46,2,56,'FINISHED','','6fe2d34709d72b347d7c77b57bda9488',20,200,1.23272930000000013e-02,8000,0);
CREATE TABLE series (
  key INTEGER PRIMARY KEY,
  phase TEXT NOT NULL,
  metric TEXT NOT NULL,
  UNIQUE (phase, metric));
INSERT INTO "series" VALUES(1,'validation','accuracy');
INSERT INTO "series" VALUES(2,'validation','loss');
INSERT INTO "series" VALUES(3,'train','loss');
INSERT INTO "series" VALUES(4,'test','accuracy');
INSERT INTO "series" VALUES(5,'test','loss');
INSERT INTO "series" VALUES(6,'validation','value');
INSERT INTO "series" VALUES(7,'validation','x0');
INSERT INTO "series" VALUES(8,'validation','x1');
INSERT INTO "series" VALUES(9,'test','value');
INSERT INTO "series" VALUES(10,'test','distance');
INSERT INTO "series" VALUES(11,'test','x0');
INSERT INTO "series" VALUES(12,'test','x1');
INSERT INTO "series" VALUES(13,'end','nowhere known');
CREATE TABLE text (key INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE);
INSERT INTO "text" VALUES(1,'early');
INSERT INTO "text" VALUES(2,'backprop, adam');
INSERT INTO "text" VALUES(3,'data: {blobs: {inputs: 2, distance: 4, train-rows: 1000, test-rows: 1000, test: -1, validation: 0.25, scaling: standard, coding: one-hot, draw: 0}}
network:
  - {dense: {units: 4, activation: tanh, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
  - {dense: {units: 2, activation: softmax, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
loss: cross-entropy
rule: backprop
optimizer: {adam: {rate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, placement: after-correction, correction: true}}
training: {epochs: 2, steps: 0, batch: 16, order: reshuffled, evaluate: 0, patience: 0, keep: last, waive: []}
measure: [accuracy, loss]
');
INSERT INTO "text" VALUES(4,'cores');
INSERT INTO "text" VALUES(5,'2');
INSERT INTO "text" VALUES(6,'cpu');
INSERT INTO "text" VALUES(7,'AMD EPYC');
INSERT INTO "text" VALUES(8,'engram');
INSERT INTO "text" VALUES(9,'0.1.0-SNAPSHOT');
INSERT INTO "text" VALUES(10,'java');
INSERT INTO "text" VALUES(11,'17.0.21+9-1-deb12u1-Debian');
INSERT INTO "text" VALUES(12,'jvm');
INSERT INTO "text" VALUES(13,'OpenJDK 64-Bit Server VM');
INSERT INTO "text" VALUES(14,'not-local');
INSERT INTO "text" VALUES(15,'weight transport, global error');
INSERT INTO "text" VALUES(16,'os');
INSERT INTO "text" VALUES(17,'Linux amd64');
INSERT INTO "text" VALUES(18,'plugin engram-activations');
INSERT INTO "text" VALUES(19,'0.1.0-SNAPSHOT sha256 51ecd115ad3cdc0d38981387647ea60bbf400e8bcdefd705a01482d7b60fd552');
INSERT INTO "text" VALUES(20,'plugin engram-datasets');
INSERT INTO "text" VALUES(21,'0.1.0-SNAPSHOT sha256 55f15e76f1000ae418f0ccb3089239113d2f57984bca0bf8fccf67607151fb7f');
INSERT INTO "text" VALUES(22,'plugin engram-initialisers');
INSERT INTO "text" VALUES(23,'0.1.0-SNAPSHOT sha256 2b08b1fd89d9be421743ddc544552e1c8c31a62c088346e2c02357b6e63b24d9');
INSERT INTO "text" VALUES(24,'plugin engram-landscapes');
INSERT INTO "text" VALUES(25,'0.1.0-SNAPSHOT sha256 6faf93445a00c58b4cac24851d745a2271560da7db6290e1792bcf92ff3a4f6d');
INSERT INTO "text" VALUES(26,'plugin engram-learning-rules');
INSERT INTO "text" VALUES(27,'0.1.0-SNAPSHOT sha256 491572e8f8cebc8bbe0494ca8cda75f09fa6f69115c72bb0076944fb2ad0f0b7');
INSERT INTO "text" VALUES(28,'plugin engram-losses');
INSERT INTO "text" VALUES(29,'0.1.0-SNAPSHOT sha256 d99c71c4d0e9899f87b0e1ebb4715497ceacad38745b7c1b676ed780fcf6fa4c');
INSERT INTO "text" VALUES(30,'plugin engram-metrics');
INSERT INTO "text" VALUES(31,'0.1.0-SNAPSHOT sha256 eac9630653637c2e7b57d68b1f8cd1dedb36ab13565c3e6c56eb6d8a95e31897');
INSERT INTO "text" VALUES(32,'plugin engram-optimizers');
INSERT INTO "text" VALUES(33,'0.1.0-SNAPSHOT sha256 b872f728ea793889fdefbe4ae4e62603d950b2a764ad357709a314f0963fe7a5');
INSERT INTO "text" VALUES(34,'plugin engram-schedules');
INSERT INTO "text" VALUES(35,'0.1.0-SNAPSHOT sha256 378824c449a52931e1944cc1b394f5f9b7b54d005172a92e8922bdf91812000a');
INSERT INTO "text" VALUES(36,'vector-module');
INSERT INTO "text" VALUES(37,'true');
INSERT INTO "text" VALUES(38,'backprop, sgd');
INSERT INTO "text" VALUES(39,'data: {blobs: {inputs: 2, distance: 4, train-rows: 1000, test-rows: 1000, test: -1, validation: 0.25, scaling: standard, coding: one-hot, draw: 0}}
network:
  - {dense: {units: 4, activation: tanh, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
  - {dense: {units: 2, activation: softmax, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
loss: cross-entropy
rule: backprop
optimizer: {sgd: {rate: {cosine: {start: 0.5, end: 0, steps: 0}}}}
training: {epochs: 2, steps: 0, batch: 16, order: reshuffled, evaluate: 0, patience: 0, keep: last, waive: []}
measure: [accuracy, loss]
');
INSERT INTO "text" VALUES(40,'direct-feedback-alignment, sgd');
INSERT INTO "text" VALUES(41,'data: {blobs: {inputs: 2, distance: 4, train-rows: 1000, test-rows: 1000, test: -1, validation: 0.25, scaling: standard, coding: one-hot, draw: 0}}
network:
  - {dense: {units: 4, activation: tanh, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
  - {dense: {units: 2, activation: softmax, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
loss: cross-entropy
rule: {direct-feedback-alignment: {scale: 0.5, draw: uniform, send: error}}
optimizer: {sgd: {rate: {cosine: {start: 0.5, end: 0, steps: 0}}}}
training: {epochs: 2, steps: 0, batch: 16, order: reshuffled, evaluate: 0, patience: 0, keep: last, waive: []}
measure: [accuracy, loss]
');
INSERT INTO "text" VALUES(42,'global error');
INSERT INTO "text" VALUES(43,'direct-feedback-alignment, adam');
INSERT INTO "text" VALUES(44,'data: {blobs: {inputs: 2, distance: 4, train-rows: 1000, test-rows: 1000, test: -1, validation: 0.25, scaling: standard, coding: one-hot, draw: 0}}
network:
  - {dense: {units: 4, activation: tanh, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
  - {dense: {units: 2, activation: softmax, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
loss: cross-entropy
rule: {direct-feedback-alignment: {scale: 0.5, draw: uniform, send: error}}
optimizer: {adam: {rate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, placement: after-correction, correction: true}}
training: {epochs: 2, steps: 0, batch: 16, order: reshuffled, evaluate: 0, patience: 0, keep: last, waive: []}
measure: [accuracy, loss]
');
INSERT INTO "text" VALUES(45,'early-landscape');
INSERT INTO "text" VALUES(46,'sgd');
INSERT INTO "text" VALUES(47,'landscape: {rosenbrock: {a: 1, b: 100}}
start: [-1.2, 1]
optimizer: {sgd: {rate: 0.1}}
training: {epochs: 0, steps: 20, batch: 32, order: reshuffled, evaluate: 0, patience: 0, keep: last, waive: []}
measure: []
');
INSERT INTO "text" VALUES(48,'momentum');
INSERT INTO "text" VALUES(49,'landscape: {rosenbrock: {a: 1, b: 100}}
start: [-1.2, 1]
optimizer: {momentum: {rate: 0.001, momentum: 0.9, dampening: 0, average: false}}
training: {epochs: 0, steps: 20, batch: 32, order: reshuffled, evaluate: 0, patience: 0, keep: last, waive: []}
measure: []
');
INSERT INTO "text" VALUES(50,'early-tuned');
INSERT INTO "text" VALUES(51,'sgd, trial 1');
INSERT INTO "text" VALUES(52,'data: {blobs: {inputs: 2, distance: 4, train-rows: 40, test-rows: 20, test: -1, validation: 0.25, scaling: none, coding: one-hot, draw: 0}}
network:
  - {dense: {units: 4, activation: tanh, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
  - {dense: {units: 2, activation: softmax, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
loss: cross-entropy
rule: backprop
optimizer: {sgd: {rate: 0.1}}
training: {epochs: 0, steps: 20, batch: 10, order: reshuffled, evaluate: 0, patience: 0, keep: last, waive: []}
measure: [loss]
');
INSERT INTO "text" VALUES(53,'adam, trial 1');
INSERT INTO "text" VALUES(54,'data: {blobs: {inputs: 2, distance: 4, train-rows: 40, test-rows: 20, test: -1, validation: 0.25, scaling: none, coding: one-hot, draw: 0}}
network:
  - {dense: {units: 4, activation: tanh, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
  - {dense: {units: 2, activation: softmax, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
loss: cross-entropy
rule: backprop
optimizer: {adam: {rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, placement: after-correction, correction: true}}
training: {epochs: 0, steps: 20, batch: 10, order: reshuffled, evaluate: 0, patience: 0, keep: last, waive: []}
measure: [loss]
');
INSERT INTO "text" VALUES(55,'sgd, trial 2');
INSERT INTO "text" VALUES(56,'data: {blobs: {inputs: 2, distance: 4, train-rows: 40, test-rows: 20, test: -1, validation: 0.25, scaling: none, coding: one-hot, draw: 0}}
network:
  - {dense: {units: 4, activation: tanh, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
  - {dense: {units: 2, activation: softmax, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
loss: cross-entropy
rule: backprop
optimizer: {sgd: {rate: 0.316228}}
training: {epochs: 0, steps: 20, batch: 10, order: reshuffled, evaluate: 0, patience: 0, keep: last, waive: []}
measure: [loss]
');
INSERT INTO "text" VALUES(57,'adam, trial 2');
INSERT INTO "text" VALUES(58,'data: {blobs: {inputs: 2, distance: 4, train-rows: 40, test-rows: 20, test: -1, validation: 0.25, scaling: none, coding: one-hot, draw: 0}}
network:
  - {dense: {units: 4, activation: tanh, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
  - {dense: {units: 2, activation: softmax, weights: {glorot-uniform: {gain: 1}}, bias: zeros}}
loss: cross-entropy
rule: backprop
optimizer: {adam: {rate: 0.0316228, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, placement: after-correction, correction: true}}
training: {epochs: 0, steps: 20, batch: 10, order: reshuffled, evaluate: 0, patience: 0, keep: last, waive: []}
measure: [loss]
');
INSERT INTO "text" VALUES(59,'adam');
CREATE VIEW measurements AS
  SELECT s.value AS suite, c.value AS cell, r.seed, r.id, r.outcome,
    m.step, m.epoch, n.phase, n.metric, m.value
  FROM label l JOIN text s ON s.key = l.suite JOIN text c ON c.key = l.cell JOIN run r ON r.key = l.run
    JOIN measurement m ON m.run = r.key JOIN series n ON n.key = m.series;
COMMIT;
