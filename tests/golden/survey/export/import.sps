* Encoding: UTF-8.
* Golden survey. SIMULATED DATA. Data set simulated-golden-w1-v3.
* Run it from the folder of the bundle.
ECHO 'These data are simulated: no one gave these answers. They show the form of the files, and say nothing of people.'.
GET DATA /TYPE=TXT /FILE='simulated-tables.csv' /ENCODING='UTF8' /DELCASE=LINE /DELIMITERS=',' /QUALIFIER='"' /ARRANGEMENT=DELIMITED /FIRSTCASE=2
  /VARIABLES=
   simulated F12.0
   item A14
   variable A16
   source A11
   kind A9
   category A11
   code F12.0
   value A12
   count F12.0
   answered F12.0
   others F12.0
   state A9.
VARIABLE LABELS
  simulated 'Simulated'
  item 'Variable'
  variable 'Variable name'
  source 'Source'
  kind 'Kind'
  category 'Meaning'
  code 'Code'
  value 'Value'
  count 'People'
  answered 'Answered'
  others 'Left out (taught before)'
  state 'Shown'.
VALUE LABELS simulated 0 'no' 1 'yes'.
SAVE OUTFILE='tables.sav'.
GET DATA /TYPE=TXT /FILE='simulated-crossed.csv' /ENCODING='UTF8' /DELCASE=LINE /DELIMITERS=',' /QUALIFIER='"' /ARRANGEMENT=DELIMITED /FIRSTCASE=2
  /VARIABLES=
   simulated F12.0
   row A7
   row_code F12.0
   row_value A7
   column A5
   column_code F12.0
   column_value A8
   count F12.0
   state A9.
VARIABLE LABELS
  simulated 'Simulated'
  row 'Row question'
  row_code 'Row code'
  row_value 'Row value'
  column 'Column question'
  column_code 'Column code'
  column_value 'Column value'
  count 'People'
  state 'Shown'.
VALUE LABELS simulated 0 'no' 1 'yes'.
SAVE OUTFILE='crossed.sav'.
GET DATA /TYPE=TXT /FILE='simulated-codebook.csv' /ENCODING='UTF8' /DELCASE=LINE /DELIMITERS=',' /QUALIFIER='"' /ARRANGEMENT=DELIMITED /FIRSTCASE=2
  /VARIABLES=
   variable A16
   item A14
   source A11
   kind A9
   level A8
   label A61
   category A11
   code F12.0
   value A12
   answer A31
   missing F12.0
   n F12.0
   compared F12.0
   epsilon F8.3
   grid A1
   asked_if A21.
VARIABLE LABELS
  variable 'Variable name'
  item 'Variable'
  source 'Source'
  kind 'Kind'
  level 'Level'
  label 'Question'
  category 'Meaning'
  code 'Code'
  value 'Value'
  answer 'Answer'
  missing 'Missing'
  n 'n'
  compared 'Compared with a reference'
  epsilon 'Epsilon of the draw'
  grid 'Points'
  asked_if 'Asked if'.
VALUE LABELS missing 0 'no' 1 'yes'.
VALUE LABELS compared 0 'no' 1 'yes'.
SAVE OUTFILE='codebook.sav'.
