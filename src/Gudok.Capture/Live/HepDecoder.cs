using System.Collections.Concurrent;
using System.Globalization;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Makes SIP frames of HEP packets: what is not SIP is counted, a wrong clock is replaced by the arrival. Not thread-safe: one a
/// connection or socket.</summary>
internal sealed class HepDecoder(ILiveSink sink, CaptureCounters counters, HepOptions options, HepAdmission admission)
{
    private const int MaxSources = 4096;

    private static readonly ConcurrentDictionary<(uint Agent, HepProof Proof), string> _sources = new();

    // Made when the first compressed packet comes: a stranger may open connections by the thousand and send none.
    private byte[]? _inflated;

    /// <summary>Takes one packet that was read whole.</summary>
    public void Accept(in HepPacket packet, Instant arrival)
    {
        counters.CountPacket();
        if (!admission.Admits(packet, out var proof))
        {
            counters.CountIgnored(IgnoreReason.HepRefused);
            return;
        }

        if (packet.PayloadKind != HepPayloadKind.Sip)
        {
            counters.CountIgnored(IgnoreReason.HepNotSip);
            return;
        }

        var message = packet.Payload;
        if (packet.IsCompressed)
        {
            _inflated ??= new byte[HepPacket.DefaultInflatedLimit];
            if (!packet.TryInflate(_inflated, out var written, out _))
            {
                counters.CountIgnored(IgnoreReason.HepMalformed);
                return;
            }

            message = _inflated.AsSpan(0, written);
        }

        sink.Accept(
            new SipFrame
            {
                Time = TimeOf(packet, arrival),
                Source = packet.Source,
                Destination = packet.Destination,
                Transport = packet.Transport,
                CaptureAgent = packet.CaptureAgent,
                Message = message,
            },
            SourceOf(packet.CaptureAgent, proof));
    }

    /// <summary>Counts a packet that contradicts itself, or octets that are none.</summary>
    public void Refuse()
    {
        counters.CountPacket();
        counters.CountIgnored(IgnoreReason.HepMalformed);
    }

    private Instant TimeOf(in HepPacket packet, Instant arrival)
    {
        if (packet.Time != default && (packet.Time - arrival).Duration() <= options.MaxClockSkew) return packet.Time;
        counters.CountClockCorrected();
        return arrival;
    }

    /// <summary>The agent id is the sender's to choose: past the limit of names, agents share one.</summary>
    private static string SourceOf(uint agent, HepProof proof)
    {
        if (_sources.TryGetValue((agent, proof), out var known)) return known;
        return _sources.Count >= MaxSources
            ? $"hep{NameOf(proof)}"
            : _sources.GetOrAdd((agent, proof), static key => string.Create(CultureInfo.InvariantCulture, $"hep:{key.Agent}{NameOf(key.Proof)}"));
    }

    private static string NameOf(HepProof proof) => proof switch
    {
        HepProof.None => "",
        HepProof.Address => ";auth=address",
        HepProof.Key => ";auth=key",
        _ => ";auth=address+key",
    };
}
