"""Measurements that anyone can run again: ratios against something in the same run, medians of several."""
