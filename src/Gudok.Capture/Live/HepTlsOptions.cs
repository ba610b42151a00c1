namespace Gudok.Capture;

/// <summary>HEP over TLS 1.2 and 1.3. Section <c>Hep:Tls</c> of the settings.</summary>
public sealed class HepTlsOptions
{
    /// <summary>Address and port of the listener, such as <c>0.0.0.0:9061</c>. Default none: no TLS.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>A PEM file with the certificate that is shown, and those that lead to its authority. Read again when it changes.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>A PEM file with its private key. Default: the key stands in the file of the certificate.</summary>
    public string Key { get; set; } = "";

    /// <summary>A PEM file with the authorities whose certificates agents must show (mutual TLS). Default none: agents show nothing, and are told by key and
    /// network only. Read again when it changes.</summary>
    public string ClientAuthorities { get; set; } = "";

    /// <summary>What is wrong, each with the setting's name.</summary>
    internal IEnumerable<string> Validate()
    {
        if (Endpoint.Length == 0)
        {
            if (Certificate.Length + Key.Length + ClientAuthorities.Length > 0) yield return "Hep:Tls:Endpoint: an address such as 0.0.0.0:9061, as the rest of Hep:Tls is set";
            yield break;
        }

        if (!System.Net.IPEndPoint.TryParse(Endpoint, out _)) yield return "Hep:Tls:Endpoint: an address with a port, such as 0.0.0.0:9061";
        if (Certificate.Length == 0) yield return "Hep:Tls:Certificate: the PEM file of the certificate to show";
    }
}
