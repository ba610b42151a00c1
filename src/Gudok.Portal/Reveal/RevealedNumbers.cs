using Gudok.Calls;

namespace Gudok.Portal;

/// <summary>The whole numbers of a call.</summary>
/// <param name="Id">The call.</param>
/// <param name="Caller">Who called; left out if withheld or erased.</param>
/// <param name="Callee">Who was called.</param>
/// <param name="Dialled">What was dialled.</param>
/// <param name="ShowForSeconds">How long they may be shown before they are hidden again.</param>
/// <param name="JournalEntry">The entry of the journal that has who saw them and why.</param>
internal sealed record RevealedNumbers(string Id, PartyView? Caller, PartyView? Callee, PartyView? Dialled, int ShowForSeconds, string JournalEntry);
