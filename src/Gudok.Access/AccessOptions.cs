namespace Gudok.Access;

/// <summary>Who may come in and see what, and how it is written down.</summary>
public sealed class AccessOptions
{
    /// <summary>How people sign in.</summary>
    public SignInOptions SignIn { get; set; } = new();

    /// <summary>How programs come by tokens.</summary>
    public TokenOptions Tokens { get; set; } = new();

    /// <summary>How the journal is kept.</summary>
    public JournalOptions Journal { get; set; } = new();

    /// <summary>Who is told of alerts.</summary>
    public AlertOptions Alerts { get; set; } = new();

    /// <summary>When rights are reviewed.</summary>
    public ReviewOptions Reviews { get; set; } = new();

    /// <summary>How whole numbers are shown.</summary>
    public RevealOptions Reveal { get; set; } = new();

    /// <summary>How calls leave the portal as files.</summary>
    public ExportOptions Exports { get; set; } = new();

    /// <summary>The file of the policy, absolute or within the data folder (<c>docs/access.md</c>). Default none: <c>policy.json</c> of the data folder, and
    /// without one the starting policy.</summary>
    public string Policy { get; set; } = "";
}
