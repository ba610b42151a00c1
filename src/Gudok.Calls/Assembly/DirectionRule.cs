using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Tells which way a call went: by the trunks it came and left by, where any are configured, else by own numbers.</summary>
internal sealed class DirectionRule
{
    private readonly HashSet<UInt128> _trunks;
    private readonly HashSet<string> _numbers;
    private readonly string[] _ranges;

    /// <summary>Takes trunks and numbers from the settings.</summary>
    public DirectionRule(AssemblyOptions options)
    {
        _trunks = [.. HostList.Read(options.TrunkHosts)];
        _numbers = [.. options.OwnNumbers.Where(number => !number.EndsWith('*')).Select(number => number.TrimStart('+'))];
        _ranges = [.. options.OwnNumbers.Where(number => number.EndsWith('*')).Select(number => number.TrimStart('+').TrimEnd('*'))];
    }

    /// <summary>The direction of a call.</summary>
    public CallDirection Of(Party caller, Party dialled, NetworkEndpoint from, NetworkEndpoint to)
    {
        if (_trunks.Count > 0) return Of(!_trunks.Contains(from.Address), !_trunks.Contains(to.Address));
        return _numbers.Count + _ranges.Length > 0 ? Of(IsOwn(caller), IsOwn(dialled)) : CallDirection.Unknown;
    }

    private static CallDirection Of(bool isOwnCaller, bool isOwnCallee) => (isOwnCaller, isOwnCallee) switch
    {
        (false, true) => CallDirection.Inbound,
        (true, false) => CallDirection.Outbound,
        (true, true) => CallDirection.Internal,
        (false, false) => CallDirection.Transit,
    };

    private bool IsOwn(Party party)
    {
        if (party.Kind == PartyKind.Internal) return true;
        if (party.Kind != PartyKind.E164) return false;
        var digits = party.Number.ToFullDigits();
        return _numbers.Contains(digits) || Array.Exists(_ranges, range => digits.StartsWith(range, StringComparison.Ordinal));
    }
}
