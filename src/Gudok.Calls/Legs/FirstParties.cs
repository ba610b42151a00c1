using Gudok.Numbers;

namespace Gudok.Calls;

/// <summary>Whom a call's first message names, where that was no INVITE.</summary>
/// <param name="From">Party of its From.</param>
/// <param name="To">Party of its To.</param>
internal sealed record FirstParties(Party From, Party To);
