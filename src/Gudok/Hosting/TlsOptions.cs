namespace Gudok;

/// <summary>How the portal is reached from other machines. Section <c>Tls</c> of the settings.</summary>
internal sealed class TlsOptions
{
    /// <summary>File of the server's certificate with its chain, PEM. Default none: a certificate for development is made in the data folder, which no browser trusts by itself.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>File of its private key, PEM. Default: it stands in the file of the certificate.</summary>
    public string Key { get; set; } = "";

    /// <summary>Whether programs may show a certificate of their own (<c>docs/operations/tokens.md</c>); a browser that has one then asks which to show. Default false.</summary>
    public bool ClientCertificates { get; set; }

    /// <summary>Whether TLS 1.2 is taken too, for what is too old for 1.3. Default false.</summary>
    public bool AllowTls12 { get; set; }
}
