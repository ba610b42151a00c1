namespace Gudok.Portal;

/// <summary>Why somebody has to see the whole numbers of a call.</summary>
/// <param name="Reason">Why, in words; kept in the journal, numbers in it blotted out.</param>
/// <param name="RequestFile">Id of the request in writing on which it is done, where the policy asks for one.</param>
internal sealed record RevealRequest(string? Reason, string? RequestFile);
