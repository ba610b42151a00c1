namespace Gudok.Capture;

/// <summary>Chance that is the same for the same seed on every machine and version: SplitMix64 (Steele, Lea, Flood 2014).</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number that depends on nothing but its argument: the finalizer of SplitMix64.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }

    public ulong Next() => Mix(_state += 0x9e3779b97f4a7c15);

    /// <summary>From 0 to below the limit.</summary>
    public int Below(int limit) => (int)((UInt128)Next() * (uint)limit >> 64);

    /// <summary>From the first to the last, both possible.</summary>
    public long Between(long first, long last) => first + (long)((UInt128)Next() * (ulong)(last - first + 1) >> 64);

    /// <summary>From 0 to below 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Whether something with this share of all cases happens.</summary>
    public bool Chance(double share) => Fraction() < share;

    /// <summary>A waiting time: exponential with mean 1, at most 10.</summary>
    public double Waiting() => Math.Min(10, -Math.Log(1 - Fraction()));
}
