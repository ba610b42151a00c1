namespace Gudok.Sip;

/// <summary>How many octets all streams together may hold back.</summary>
internal sealed class StreamBudget(long most)
{
    private long _used;

    /// <summary>Takes octets from the budget; false, and none taken, if there are not so many.</summary>
    public bool TryTake(int octets)
    {
        if (_used + octets > most) return false;
        _used += octets;
        return true;
    }

    /// <summary>Gives octets back.</summary>
    public void Give(int octets) => _used -= octets;
}
