namespace Gudok.Numbers.Tests.Oracle;

/// <summary>A number to ask both readers about.</summary>
/// <param name="About">The region whose numbers it imitates; <c>001:800</c> for a code of no country.</param>
/// <param name="Type">The type it imitates.</param>
/// <param name="Region">The region to read it in; empty for none.</param>
/// <param name="Text">The spelling.</param>
internal sealed record GeneratedNumber(string About, NumberType Type, string Region, string Text);
