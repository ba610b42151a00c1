using System.Buffers.Binary;
using Gudok.Calls;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The neutral details of a record, those that are sealed: a deterministic CBOR map. Keys are stored and never change.</summary>
internal static class DetailsCodec
{
    private const int Session = 1, Source = 2, Channel = 3, Legs = 4;
    private const int Operator = 5, Department = 6, Service = 7, Topic = 8, Kind = 9, Application = 10, Priority = 11, Handling = 12, Region = 13;

    // 14 to 16 are of amendments.
    private const int Media = 17, Unheard = 18;
    private const int LegCallId = 1, LegFromTag = 2, LegToTag = 3, LegFrom = 4, LegTo = 5;
    private const int IPv4Length = 6;
    private const int IPv6Length = 18;

    public static void Encode(CallRecord record, CborWriter cbor)
    {
        var tags = record.Tags;
        var pairs = 3 + One(record.ChannelId) + One(tags.Operator) + One(tags.Department) + One(tags.Service) + One(tags.Topic)
            + One(tags.Kind) + One(tags.Application) + One(tags.Priority) + One(tags.Handling) + One(tags.Region)
            + (record.Media.Count > 0 ? 1 : 0) + (record.OneWayAudio == OneWayAudio.None ? 0 : 1);
        cbor.WriteMap(pairs);
        Write(cbor, Session, record.SessionId);
        Write(cbor, Source, record.Source);
        Write(cbor, Channel, record.ChannelId);
        cbor.WriteInteger(Legs);
        cbor.WriteArray(record.Legs.Count);
        for (var index = 0; index < record.Legs.Count; index++) EncodeLeg(record, record.Legs[index], cbor);
        Write(cbor, Operator, tags.Operator);
        Write(cbor, Department, tags.Department);
        Write(cbor, Service, tags.Service);
        Write(cbor, Topic, tags.Topic);
        Write(cbor, Kind, tags.Kind);
        Write(cbor, Application, tags.Application);
        if (tags.Priority is { } priority)
        {
            cbor.WriteInteger(Priority);
            cbor.WriteInteger(priority);
        }

        Write(cbor, Handling, tags.Handling);
        Write(cbor, Region, tags.Region);
        if (record.Media.Count > 0)
        {
            cbor.WriteInteger(Media);
            MediaCodec.Encode(record.Media, cbor);
        }

        if (record.OneWayAudio == OneWayAudio.None) return;
        cbor.WriteInteger(Unheard);
        cbor.WriteInteger((long)record.OneWayAudio);
    }

    /// <summary>Puts the details into a record that has only its facts.</summary>
    public static CallRecord Apply(CallRecord record, ReadOnlySpan<byte> details)
    {
        var cbor = new CborReader(details);
        var words = new string?[Region + 1];
        int? priority = null;
        IReadOnlyList<RecordLeg> legs = [];
        IReadOnlyList<MediaStream> media = [];
        var unheard = OneWayAudio.None;
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            var key = cbor.ReadInteger();
            if (key == Legs) legs = DecodeLegs(record, words[Session] ?? "", ref cbor);
            else if (key == Priority) priority = (int)cbor.ReadInteger();
            else if (key == Media) media = MediaCodec.Decode(ref cbor);
            else if (key == Unheard) unheard = (OneWayAudio)cbor.ReadInteger();
            else if (key is > 0 and <= Region) words[key] = cbor.ReadText();
            else throw PackedReader.Broken();
        }

        var isTagged = priority is not null || words.AsSpan(Operator).ContainsAnyExcept((string?)null);
        return record with
        {
            SessionId = words[Session] ?? throw PackedReader.Broken(),
            Source = words[Source] ?? throw PackedReader.Broken(),
            ChannelId = words[Channel],
            Legs = legs,
            Media = media,
            OneWayAudio = unheard,
            Tags = isTagged ? TagsOf(words, priority) : CallTags.None,
        };
    }

    private static CallTags TagsOf(string?[] words, int? priority) => new()
    {
        Operator = words[Operator],
        Department = words[Department],
        Service = words[Service],
        Topic = words[Topic],
        Kind = words[Kind],
        Application = words[Application],
        Priority = priority,
        Handling = words[Handling],
        Region = words[Region],
    };

    // A Call-ID equal to the session's is left out: so it is with the first leg of every call.
    private static void EncodeLeg(CallRecord record, RecordLeg leg, CborWriter cbor)
    {
        var hasCallId = leg.CallId != record.SessionId;
        var pairs = (hasCallId ? 1 : 0) + (leg.FromTag.Length > 0 ? 1 : 0) + (leg.ToTag.Length > 0 ? 1 : 0)
            + (leg.From == default ? 0 : 1) + (leg.To == default ? 0 : 1);
        cbor.WriteMap(pairs);
        if (hasCallId) Write(cbor, LegCallId, leg.CallId);
        if (leg.FromTag.Length > 0) Write(cbor, LegFromTag, leg.FromTag);
        if (leg.ToTag.Length > 0) Write(cbor, LegToTag, leg.ToTag);
        if (leg.From != default) Write(cbor, LegFrom, leg.From);
        if (leg.To != default) Write(cbor, LegTo, leg.To);
    }

    private static RecordLeg[] DecodeLegs(CallRecord record, string session, ref CborReader cbor)
    {
        if (cbor.ReadArray() != record.Legs.Count) throw PackedReader.Broken();
        var legs = new RecordLeg[record.Legs.Count];
        for (var index = 0; index < legs.Length; index++) legs[index] = DecodeLeg(record.Legs[index], session, ref cbor);
        return legs;
    }

    private static RecordLeg DecodeLeg(RecordLeg facts, string session, ref CborReader cbor)
    {
        string callId = session, fromTag = "", toTag = "";
        NetworkEndpoint from = default, to = default;
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            switch (cbor.ReadInteger())
            {
                case LegCallId: callId = cbor.ReadText(); break;
                case LegFromTag: fromTag = cbor.ReadText(); break;
                case LegToTag: toTag = cbor.ReadText(); break;
                case LegFrom: from = ReadEndpoint(cbor.ReadBytes()); break;
                case LegTo: to = ReadEndpoint(cbor.ReadBytes()); break;
                default: throw PackedReader.Broken();
            }
        }

        return facts with { CallId = callId, FromTag = fromTag, ToTag = toTag, From = from, To = to };
    }

    private static int One(object? value) => value is null ? 0 : 1;

    private static int One(int? value) => value is null ? 0 : 1;

    private static void Write(CborWriter cbor, int key, string? text)
    {
        if (text is null) return;
        cbor.WriteInteger(key);
        cbor.WriteText(text);
    }

    private static void Write(CborWriter cbor, int key, NetworkEndpoint endpoint)
    {
        Span<byte> octets = stackalloc byte[IPv6Length];
        endpoint.Address.Write(octets);
        BinaryPrimitives.WriteUInt16BigEndian(octets[16..], endpoint.Port);
        cbor.WriteInteger(key);
        cbor.WriteBytes(endpoint.IsIPv4 ? octets[(IPv6Length - IPv4Length)..] : octets);
    }

    private static NetworkEndpoint ReadEndpoint(ReadOnlySpan<byte> octets) => octets.Length switch
    {
        IPv4Length => NetworkEndpoint.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(octets), BinaryPrimitives.ReadUInt16BigEndian(octets[4..])),
        IPv6Length => NetworkEndpoint.FromIPv6(octets[..16], BinaryPrimitives.ReadUInt16BigEndian(octets[16..])),
        _ => throw PackedReader.Broken(),
    };
}
