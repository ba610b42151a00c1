using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>What somebody asks to take out.</summary>
/// <param name="Search">Which calls: a text that only whoever makes the file reads. Kept sealed, as it may hold a number.</param>
/// <param name="Names">Account names whose calls it reaches; null for everybody's.</param>
/// <param name="Format">What stands in the archive.</param>
/// <param name="Form">How numbers stand there.</param>
/// <param name="Reason">What it is for; no number.</param>
/// <param name="KeepFor">How long the file is needed.</param>
public sealed record NewExport(string Search, IReadOnlyList<string>? Names, ExportFormat Format, PartyForm Form, string Reason, TimeSpan KeepFor);
