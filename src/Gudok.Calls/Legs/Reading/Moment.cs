namespace Gudok.Calls;

/// <summary>When something was first seen: at the point that first saw the call's INVITE, and elsewhere. The other points only fill gaps.</summary>
internal struct Moment
{
    /// <summary>Not seen.</summary>
    public const long Never = long.MaxValue;

    private long _home;
    private long _elsewhere;

    /// <summary>Not seen anywhere.</summary>
    public static Moment Unseen => new() { _home = Never, _elsewhere = Never };

    /// <summary>Whether it was seen anywhere.</summary>
    public readonly bool IsSeen => _home != Never || _elsewhere != Never;

    /// <summary>Whether it was seen where the call's times come from.</summary>
    public readonly bool IsSeenAtHome => _home != Never;

    /// <summary>The time that counts, in microseconds of the call's clock.</summary>
    public readonly long Value => _home != Never ? _home : _elsewhere;

    /// <summary>Takes a sighting; the earliest one counts.</summary>
    public void See(bool isHome, long time)
    {
        if (time == Never) return;
        ref var place = ref isHome ? ref _home : ref _elsewhere;
        if (time < place) place = time;
    }

    /// <summary>Takes what another moment has seen.</summary>
    public void See(in Moment other)
    {
        See(true, other._home);
        See(false, other._elsewhere);
    }
}
