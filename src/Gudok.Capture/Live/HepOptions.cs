using System.Text;

namespace Gudok.Capture;

/// <summary>How HEP is received. Section <c>Hep</c> of the settings.</summary>
public sealed class HepOptions
{
    /// <summary>The longest key of an agent, in octets.</summary>
    internal const int MostKey = 256;

    private const int MostEntries = 256;

    /// <summary>Address and port of the listener, UDP and TCP alike. Default <c>127.0.0.1:9060</c>.</summary>
    public string Endpoint { get; set; } = "127.0.0.1:9060";

    /// <summary>The receive buffer asked of the kernel for UDP, in octets. Default 32 MiB; 64 KiB to 1 GiB.</summary>
    public int ReceiveBufferBytes { get; set; } = 32 << 20;

    /// <summary>Datagrams that may wait for assembly, in octets; one more is dropped and counted (<c>place="queue"</c>). Default 64 MiB; 1 MiB to 1 GiB.</summary>
    public int QueueBytes { get; set; } = 64 << 20;

    /// <summary>The most TCP connections at once; one more is closed at once and counted. Default 256; 1 to 10,000.</summary>
    public int MaxConnections { get; set; } = 256;

    /// <summary>How far a packet's own time may lie from its arrival before arrival replaces it. Default 5 minutes; 1 s to 1 day.</summary>
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Networks and addresses that HEP is taken from (<c>192.0.2.0/24</c>, <c>2001:db8::7</c>); all if none is named. What comes from
    /// elsewhere is counted (<c>hep.refused</c>). At most 256.</summary>
    public IList<string> Networks { get; } = [];

    /// <summary>Agents that HEP is taken from; all if none is named. What others send is counted (<c>hep.refused</c>). At most 256.</summary>
    public IList<HepAgentOptions> Agents { get; } = [];

    /// <summary>HEP over TLS, beside UDP and TCP.</summary>
    public HepTlsOptions Tls { get; } = new();

    /// <summary>Another collector that gets all HEP that is taken here.</summary>
    public HepRelayOptions Relay { get; } = new();

    /// <summary>What is wrong with the lists, TLS and the relay, each with the setting's name.</summary>
    public IEnumerable<string> Validate()
    {
        foreach (var fault in Tls.Validate().Concat(Relay.Validate())) yield return fault;
        if (Networks.Count > MostEntries) yield return $"Hep:Networks: at most {MostEntries}";
        for (var i = 0; i < Networks.Count; i++)
        {
            if (!AddressRange.TryParse(Networks[i], out _)) yield return $"Hep:Networks:{i}: a network such as 192.0.2.0/24, or an address written out in full";
        }

        if (Agents.Count > MostEntries) yield return $"Hep:Agents: at most {MostEntries}";
        for (var i = 0; i < Agents.Count; i++)
        {
            var agent = Agents[i];
            if (agent is { CaptureId: null, Key.Length: 0, KeyFile.Length: 0 }) yield return $"Hep:Agents:{i}: a CaptureId, a Key or a KeyFile";
            if (agent is { Key.Length: > 0, KeyFile.Length: > 0 }) yield return $"Hep:Agents:{i}: either Key or KeyFile";
            if (Encoding.UTF8.GetByteCount(agent.Key) > MostKey) yield return $"Hep:Agents:{i}:Key: at most {MostKey} octets";
        }
    }
}
