using System.Collections.Frozen;

namespace Gudok.Calls;

/// <summary>How the value of a header is masked.</summary>
internal enum HeaderTreatment
{
    /// <summary>URIs and digits; display names where there is a bracket.</summary>
    Any,

    /// <summary>One address.</summary>
    Address,

    /// <summary>A list of addresses.</summary>
    Addresses,

    /// <summary>Made up by programs: only a party's own digits are masked.</summary>
    OwnOnly,

    /// <summary>Credentials: scheme and a few words stay.</summary>
    Credentials,

    /// <summary>Free words, or signed and packed parties: nothing but the first letter stays.</summary>
    Hidden,
}

/// <summary>The treatment of each header by name, compact names too.</summary>
internal static class HeaderTreatments
{
    private static readonly FrozenDictionary<string, HeaderTreatment> Known = Build();

    public static HeaderTreatment Find(string name) => Known.GetValueOrDefault(name);

    private static FrozenDictionary<string, HeaderTreatment> Build()
    {
        var table = new Dictionary<string, HeaderTreatment>(StringComparer.OrdinalIgnoreCase);
        Add(HeaderTreatment.Address, "From", "f", "To", "t", "Refer-To", "r", "Referred-By", "b", "Reply-To", "P-Called-Party-ID");
        Add(HeaderTreatment.Addresses, "Contact", "m", "P-Asserted-Identity", "P-Preferred-Identity", "Remote-Party-ID", "Diversion", "History-Info",
            "Route", "Record-Route", "Path", "Service-Route", "P-Associated-URI", "P-Served-User");
        Add(HeaderTreatment.OwnOnly, "Via", "v", "Call-ID", "i", "CSeq", "Content-Length", "l", "Content-Type", "c", "Max-Forwards", "Expires",
            "Session-Expires", "x", "Min-SE", "Min-Expires", "RSeq", "RAck", "Timestamp", "Date", "Session-ID", "Replaces", "Join", "In-Reply-To",
            "Target-Dialog", "X-Call-ID", "X-CID", "Retry-After", "Allow", "Supported", "k", "Require", "MIME-Version");
        Add(HeaderTreatment.Credentials, "Authorization", "Proxy-Authorization", "WWW-Authenticate", "Proxy-Authenticate", "Authentication-Info",
            "Proxy-Authentication-Info");

        // Identity holds both numbers in base64 (RFC 8224), User-to-User whatever the ends agreed on in hexadecimal (RFC 7433).
        Add(HeaderTreatment.Hidden, "Identity", "y", "Identity-Info", "User-to-User", "Subject", "s", "Organization", "Geolocation");
        return table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(HeaderTreatment treatment, params ReadOnlySpan<string> names)
        {
            foreach (var name in names) table.Add(name, treatment);
        }
    }
}
