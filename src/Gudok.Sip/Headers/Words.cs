using System.Collections.Frozen;

namespace Gudok.Sip;

/// <summary>Words that IANA registers.</summary>
internal static class Words
{
    /// <summary>Option tags (registry "SIP Parameters", table Option Tags).</summary>
    public static readonly FrozenSet<string> Extensions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "100rel", "199", "answermode", "early-session", "eventlist", "explicitsub", "from-change", "geolocation-http", "geolocation-sip",
        "gin", "gruu", "histinfo", "ice", "join", "multiple-refer", "norefersub", "nosub", "outbound", "path", "policy", "precondition",
        "pref", "privacy", "recipient-list-invite", "recipient-list-message", "recipient-list-subscribe", "record-aware", "replaces",
        "resource-priority", "sdp-anat", "sec-agree", "siprec", "tdialog", "timer", "trickle-ice", "uui", "vidcontrol");
}
