META
key;value
description;Verzonnen stemming
country;Nergens
unit;Verzonnen gemeente
instance;1
num_projects;4
num_votes;5
budget;1000
vote_type;approval
rule;greedy
categories;Groen,Spel
budget_per_category;500,600
PROJECTS
project_id;cost;votes;name;category
101;450.50;4;Geveltuinen;Groen
102;50.50;3;Vlinderbosje;Groen
103;400;2;Knikkerbaan;Spel
104;299;1;Schaaktafel;Spel
VOTES
voter_id;age;vote
a;30;101,102
b;41;101,102
c;52;101,102,103
d;63;101,103
e;24;104
