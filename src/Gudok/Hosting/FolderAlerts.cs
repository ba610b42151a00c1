using Gudok.Access;

namespace Gudok;

/// <summary>What a data folder alerts on, and its alerts.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Book">The alerts.</param>
internal sealed record FolderAlerts(AlertRules Rules, AlertBook Book);
