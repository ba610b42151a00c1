using System.Collections.Concurrent;
using System.Globalization;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Makes SIP frames of HEP packets: what is not SIP is counted, a wrong clock is replaced by the arrival. Not thread-safe: one a
/// connection or socket.</summary>
/// <param name="sink">Takes the frames.</param>
/// <param name="counters">Count what comes.</param>
/// <param name="options">How far clocks may be off.</param>
/// <param name="admission">Whom HEP is taken from.</param>
/// <param name="shown">What the connection itself vouches for.</param>
/// <param name="relay">Gets all that is admitted, too; null for none.</param>
internal sealed class HepDecoder(ILiveSink sink, CaptureCounters counters, HepOptions options, HepAdmission admission, HepProof shown = HepProof.None, HepRelay? relay = null)
{
    private const int MaxSources = 4096;

    private static readonly ConcurrentDictionary<(uint Agent, HepProof Proof), string> _sources = new();

    // Made when the first compressed packet comes: a stranger may open connections by the thousand and send none.
    private byte[]? _inflated;

    // One agent sends most of what comes through a connection.
    private SourceMeter? _source;

    /// <summary>Takes one packet that was read whole.</summary>
    public void Accept(in HepPacket packet, Instant arrival)
    {
        counters.CountPacket();
        if (!admission.Admits(packet, out var proof))
        {
            counters.CountIgnored(IgnoreReason.HepRefused);
            return;
        }

        relay?.Take(packet);
        var source = SourceOf(packet.CaptureAgent, proof | shown);
        var time = TimeOf(packet, arrival, source);
        if (!TryRead(packet, out var payload))
        {
            counters.CountIgnored(IgnoreReason.HepMalformed);
            return;
        }

        if (packet.PayloadKind == HepPayloadKind.Rtp && RtpPacket.TryRead(payload, time, packet.Source, packet.Destination, out var sample))
        {
            sink.AcceptMedia(sample, source);
            return;
        }

        if (MediaReport.TryOpen(packet, payload, time, out var report))
        {
            sink.AcceptReport(report, source);
            return;
        }

        if (packet.PayloadKind != HepPayloadKind.Sip)
        {
            counters.CountIgnored(IgnoreReason.HepNotSip);
            return;
        }

        sink.Accept(
            new SipFrame
            {
                Time = time,
                Source = packet.Source,
                Destination = packet.Destination,
                Transport = packet.Transport,
                CaptureAgent = packet.CaptureAgent,
                Message = payload,
            },
            source);
    }

    /// <summary>Counts a packet that contradicts itself, or octets that are none.</summary>
    public void Refuse()
    {
        counters.CountPacket();
        counters.CountIgnored(IgnoreReason.HepMalformed);
    }

    private bool TryRead(in HepPacket packet, out ReadOnlySpan<byte> payload)
    {
        payload = packet.Payload;
        if (!packet.IsCompressed) return true;
        _inflated ??= new byte[HepPacket.DefaultInflatedLimit];
        if (!packet.TryInflate(_inflated, out var written, out _)) return false;
        payload = _inflated.AsSpan(0, written);
        return true;
    }

    private Instant TimeOf(in HepPacket packet, Instant arrival, string source)
    {
        if (_source?.Name != source) _source = counters.Sources.Of(source);
        var isBelieved = packet.Time != default && (packet.Time - arrival).Duration() <= options.MaxClockSkew;
        _source.Note(arrival, isBelieved ? packet.Time : null);
        if (isBelieved) return packet.Time;
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

    private static string NameOf(HepProof proof)
    {
        if (proof == HepProof.None) return "";
        string?[] words =
        [
            proof.HasFlag(HepProof.Address) ? "address" : null,
            proof.HasFlag(HepProof.Certificate) ? "certificate" : null,
            proof.HasFlag(HepProof.Key) ? "key" : null,
        ];
        return ";auth=" + string.Join('+', words.Where(word => word is not null));
    }
}
