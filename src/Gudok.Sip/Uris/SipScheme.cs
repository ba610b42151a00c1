namespace Gudok.Sip;

/// <summary>Scheme of a URI.</summary>
public enum SipScheme : byte
{
    /// <summary>Another scheme; its text is kept.</summary>
    Other,

    /// <summary><c>sip:</c>, RFC 3261 §19.1.</summary>
    Sip,

    /// <summary><c>sips:</c>.</summary>
    Sips,

    /// <summary><c>tel:</c>, RFC 3966.</summary>
    Tel,

    /// <summary><c>urn:</c>, such as <c>urn:service:sos</c>.</summary>
    Urn,
}
