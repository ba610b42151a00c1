using System.Globalization;
using System.Text;

namespace Gudok.Capture;

/// <summary>Another collector that gets all HEP that is taken here. Section <c>Hep:Relay</c> of the settings.</summary>
public sealed class HepRelayOptions
{
    /// <summary>Host and port of the collector, HEP3 over TCP: <c>127.0.0.1:9061</c>. Default none: nothing is relayed.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The key to send (HEP3 chunk 0x0e), at most 256 octets of UTF-8. Default none; the keys of the agents are not passed on.</summary>
    public string Key { get; set; } = "";

    /// <summary>A file whose first line is the key, instead of <see cref="Key"/>.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Whether the connection is TLS 1.2 or 1.3 and the collector shows a certificate of its host. Default no.</summary>
    public bool Tls { get; set; }

    /// <summary>A PEM file with the authorities whose certificates are trusted. Default: those of this machine.</summary>
    public string Authorities { get; set; } = "";

    /// <summary>A PEM file with the certificate to show and its key, where the collector asks for one. Default none.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>Whether a collector on another machine is sent to without TLS: packets hold telephone numbers. Default no.</summary>
    public bool AllowPlain { get; set; }

    /// <summary>What may wait on disk while the collector is away, in octets; beyond, the oldest is dropped and counted (<c>place="relay"</c>). Default 1 GiB; 16 MiB to 64 GiB.</summary>
    public long SpoolBytes { get; set; } = 1L << 30;

    /// <summary>Host and port; null if <see cref="Endpoint"/> is none.</summary>
    internal (string Host, int Port)? Place => HostPort.TryRead(Endpoint);

    /// <summary>What is wrong, each with the setting's name.</summary>
    internal IEnumerable<string> Validate()
    {
        if (Endpoint.Length == 0)
        {
            if (Key.Length + KeyFile.Length + Authorities.Length + Certificate.Length > 0 || Tls) yield return "Hep:Relay:Endpoint: a host and a port, such as 127.0.0.1:9061, as the rest of Hep:Relay is set";
            yield break;
        }

        if (Place is not { } place) yield return "Hep:Relay:Endpoint: a host and a port, such as 127.0.0.1:9061";
        else if (!Tls && !AllowPlain && !HostPort.IsHere(place.Host)) yield return "Hep:Relay:Tls: true, as the collector is on another machine, or AllowPlain where nobody can listen on the way";
        if (Key.Length > 0 && KeyFile.Length > 0) yield return "Hep:Relay:Key: either Key or KeyFile";
        if (Encoding.UTF8.GetByteCount(Key) > HepOptions.MostKey) yield return string.Create(CultureInfo.InvariantCulture, $"Hep:Relay:Key: at most {HepOptions.MostKey} octets");
        if (Authorities.Length + Certificate.Length > 0 && !Tls) yield return "Hep:Relay:Authorities: only with Tls, as Certificate";
    }
}
