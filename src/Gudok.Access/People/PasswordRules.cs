using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Gudok.Access;

/// <summary>What a password must not be (OWASP ASVS 5, 6.2): short, common, or made of the account's name or of this product's. How it is composed is left to the person.</summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 12;

    /// <summary>The most characters; a longer text costs the server work and the person nothing.</summary>
    public const int MaxLength = 256;

    private const int FewestKinds = 5;
    private static readonly FrozenSet<string> Common = ReadCommon();

    /// <summary>What is wrong, in words; null if nothing is.</summary>
    /// <param name="password">The password.</param>
    /// <param name="accountName">The account's name.</param>
    public static string? Fault(string password, string accountName)
    {
        if (password.Length < MinLength) return $"a password has at least {MinLength} characters; a few words in a row are easy to remember";
        if (password.Length > MaxLength) return $"a password has at most {MaxLength} characters";
        var plain = password.ToLowerInvariant();
        if (plain.Distinct().Count() < FewestKinds) return "the password repeats a few characters; choose one that does not";
        if (plain.Contains(accountName, StringComparison.Ordinal) || plain.Contains("gudok", StringComparison.Ordinal))
            return "the password contains the account's name or the product's; choose one that does not";
        return Common.Contains(plain) || Common.Contains(Core(plain)) ? "the password is one that is tried first by whoever guesses; choose another" : null;
    }

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var fault = Fault(password ?? "", user.UserName ?? "");
        return Task.FromResult(fault is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = AccessFaults.WeakPassword, Description = fault }));
    }

    // "Password2026!" is "password" to whoever guesses: what is put before and behind a common word does not count.
    private static string Core(string plain) => plain.Trim([.. "0123456789 !@#$%^&*()-_=+.,?"]);

    private static FrozenSet<string> ReadCommon()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("Gudok.Access.People.common-passwords.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line) if (line.Length > 0) words.Add(line);
        return words.ToFrozenSet(StringComparer.Ordinal);
    }
}
