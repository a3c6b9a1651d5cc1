/** Job arrays of Slurm: their batch script, and the programs sbatch, squeue and scancel. */
package dev.engram.app.launch.slurm;
