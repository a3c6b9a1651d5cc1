if (crowded()) { showOnly(best(MOST_AT_FIRST)); }
show();
