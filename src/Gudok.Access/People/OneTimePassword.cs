using System.Security.Cryptography;

namespace Gudok.Access;

/// <summary>Passwords that somebody is given once, to choose an own one with.</summary>
internal static class OneTimePassword
{
    // Without what is mistaken for something else when it is read aloud or copied from paper.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int GroupLength = 5;

    /// <summary>A new one: four groups of five letters, 99 bits.</summary>
    public static string Create() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength)));
}
