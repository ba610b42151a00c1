using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Tells which way a call went: by the trunks it came and left by, where any are configured, else by own numbers.</summary>
internal sealed class DirectionRule
{
    private readonly HashSet<HostAddress> _trunks;
    private readonly OwnNumbers _own;

    /// <summary>Takes trunks and numbers from the settings.</summary>
    public DirectionRule(AssemblyOptions options, OwnNumbers own)
    {
        _trunks = [.. HostList.Read(options.TrunkHosts)];
        _own = own;
    }

    /// <summary>The direction of a call.</summary>
    public CallDirection Of(Party caller, Party dialled, NetworkEndpoint from, NetworkEndpoint to)
    {
        if (_trunks.Count > 0) return Of(!_trunks.Contains(from.Address), !_trunks.Contains(to.Address));
        return ByNumbers(_own, caller, dialled);
    }

    /// <summary>The direction of a call whose trunks are not known.</summary>
    public static CallDirection ByNumbers(OwnNumbers own, Party caller, Party dialled) =>
        own.IsEmpty ? CallDirection.Unknown : Of(own.Contains(caller), own.Contains(dialled));

    private static CallDirection Of(bool isOwnCaller, bool isOwnCallee) => (isOwnCaller, isOwnCallee) switch
    {
        (false, true) => CallDirection.Inbound,
        (true, false) => CallDirection.Outbound,
        (true, true) => CallDirection.Internal,
        (false, false) => CallDirection.Transit,
    };
}
