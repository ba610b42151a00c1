using System.Buffers.Binary;
using System.Text.RegularExpressions;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Makes of a record one that leads back to nobody: parties, ids, names and addresses exchanged, times shifted, the rest as it is.</summary>
/// <param name="names">Names texts, under a key that is thrown away.</param>
/// <param name="shift">What is added to every time.</param>
internal sealed partial class RecordVeil(ThrowawayNames names, TimeSpan shift)
{
    private const ushort SipPort = 5060;
    private const uint PrivateNet = 10u << 24;

    public CallRecord Veil(CallRecord record, Func<PartyId, PartyId> partyOf)
    {
        var startedAt = record.StartedAt + shift;
        var tags = record.Tags.With(record.Amended);
        return record with
        {
            Id = RecordId.Create(startedAt, KeyOf(record.Id.Key)),
            SessionId = CallIdOf(record.SessionId),
            Legs = [.. record.Legs.Select(leg => Veil(leg, partyOf))],
            LinkId = record.LinkId is { } link ? KeyOf(link) : null,
            ChannelId = Named("channel", record.ChannelId),
            Caller = partyOf(record.Caller),
            Callee = partyOf(record.Callee),
            Dialled = partyOf(record.Dialled),
            StartedAt = startedAt,
            RingingAt = record.RingingAt + shift,
            AnsweredAt = record.AnsweredAt + shift,
            EndedAt = record.EndedAt + shift,
            Media = [.. record.Media.Select(stream => stream with { StartedAt = stream.StartedAt + shift, EndedAt = stream.EndedAt + shift })],
            Tags = Veil(tags),
            Amended = null,
            Version = 0,
            Source = "pseudonymised",
        };
    }

    private RecordLeg Veil(RecordLeg leg, Func<PartyId, PartyId> partyOf) => leg with
    {
        CallId = CallIdOf(leg.CallId),
        FromTag = TagOf(leg.FromTag),
        ToTag = TagOf(leg.ToTag),
        Caller = partyOf(leg.Caller),
        Callee = partyOf(leg.Callee),
        StartedAt = leg.StartedAt + shift,
        AnsweredAt = leg.AnsweredAt + shift,
        EndedAt = leg.EndedAt + shift,
        From = Veil(leg.From),
        To = Veil(leg.To),
    };

    /// <summary>Words from a closed set stay; what people wrote is named, equal words alike.</summary>
    private CallTags Veil(CallTags tags) => tags with
    {
        Operator = Named("operator", tags.Operator),
        Department = Named("department", tags.Department),
        Service = Named("service", tags.Service),
        Topic = Named("topic", tags.Topic),
        Kind = KnownOrNamed("kind", tags.Kind, "enquiry", "complaint", "notification"),
        Application = Named("application", tags.Application),
        Handling = KnownOrNamed("handling", tags.Handling, "handled", "inWork", "refused"),
        Region = tags.Region is { } region && RegionCode().IsMatch(region) ? region : null,
    };

    /// <summary>Addresses of one machine stay one machine's; of ports that of SIP alone says nothing.</summary>
    private NetworkEndpoint Veil(NetworkEndpoint endpoint)
    {
        if (!endpoint.Address.IsKnown) return default;
        Span<byte> octets = stackalloc byte[18];
        endpoint.Address.Write(octets);
        var address = (uint)names.Number("address", octets[..16]) & 0x00ff_ffff;
        BinaryPrimitives.WriteUInt16BigEndian(octets[16..], endpoint.Port);
        var port = endpoint.Port is 0 or SipPort or SipPort + 1 ? endpoint.Port : (ushort)(1024 + (uint)(names.Number("port", octets) % 64_000));
        return NetworkEndpoint.FromIPv4(PrivateNet | address, port);
    }

    private CallKey KeyOf(CallKey key)
    {
        Span<byte> octets = stackalloc byte[10];
        BinaryPrimitives.WriteUInt16BigEndian(octets, key.High);
        BinaryPrimitives.WriteUInt64BigEndian(octets[2..], key.Low);
        var number = names.Number("key", octets);
        return new CallKey((ushort)((ushort)(number >> 64) & 0xfff), (ulong)number & 0x3fff_ffff_ffff_ffff);
    }

    private string CallIdOf(string callId) => callId.Length == 0 ? "" : names.Of("call 1", callId) + names.Of("call 2", callId) + "@invalid";

    private string TagOf(string tag) => tag.Length == 0 ? "" : names.Of("tag", tag);

    private string? Named(string kind, string? text) => string.IsNullOrEmpty(text) ? text : $"{kind}-{names.Of(kind, text)}";

    private string? KnownOrNamed(string kind, string? text, params ReadOnlySpan<string> known) =>
        text is not null && known.Contains(text) ? text : Named(kind, text);

    [GeneratedRegex("^[A-Z]{2}(-[A-Z0-9]{1,3})?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionCode();
}
