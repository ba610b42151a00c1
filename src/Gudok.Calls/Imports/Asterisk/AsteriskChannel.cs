namespace Gudok.Calls;

/// <summary>Names of channels, <c>SIP/301-00000014</c>, and what was dialled to make them.</summary>
internal static class AsteriskChannel
{
    /// <summary>Whether a channel only leads back into the dialplan.</summary>
    public static bool IsLocal(string channel) => channel.StartsWith("Local/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The device of a channel with its technology, <c>SIP/301</c>; empty without a channel.</summary>
    public static string Device(string channel)
    {
        var end = channel.LastIndexOf('-');
        return end < 0 ? channel : channel[..end];
    }

    /// <summary>Whom a channel reached: what <c>Dial</c> was told beside the device, <c>200</c> of <c>SIP/200@trunk</c>, else the device's own name.</summary>
    /// <param name="channel">The channel that was made.</param>
    /// <param name="dialData">What <c>Dial</c> was told, <c>SIP/301&amp;SIP/200@trunk,60,t</c>; may be empty.</param>
    public static string Reached(string channel, string dialData)
    {
        var device = Device(channel);
        var slash = device.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return device;
        var (technology, peer) = (device[..slash], device[(slash + 1)..]);
        var targets = dialData[..Math.Max(0, EndOfTargets(dialData))].Split('&');
        foreach (var target in targets)
        {
            if (!target.StartsWith(technology + "/", StringComparison.OrdinalIgnoreCase)) continue;
            if (NumberOf(target[(slash + 1)..], peer) is { Length: > 0 } number) return number;
        }

        return peer[(peer.LastIndexOf('/') + 1)..];
    }

    private static int EndOfTargets(string dialData)
    {
        var end = dialData.AsSpan().IndexOfAny(',', '|');
        return end < 0 ? dialData.Length : end;
    }

    /// <summary>The number of one target, if it leads to the peer: <c>number@peer</c>, <c>peer/number</c>, <c>peer/sip:number@host</c>.</summary>
    private static string? NumberOf(string target, string peer)
    {
        var at = target.IndexOf('@', StringComparison.Ordinal);
        var slash = target.IndexOf('/', StringComparison.Ordinal);
        if (at > 0 && slash < 0 && target[(at + 1)..].Equals(peer, StringComparison.OrdinalIgnoreCase)) return target[..at];
        if (slash <= 0 || !target[..slash].Equals(peer, StringComparison.OrdinalIgnoreCase)) return null;
        var number = target[(slash + 1)..];
        return number.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? number.Split('@')[0][4..] : number;
    }
}
