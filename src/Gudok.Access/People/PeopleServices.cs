using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Access;

/// <summary>ASP.NET Core Identity over <c>desk.db</c>.</summary>
internal static class PeopleServices
{
    /// <summary>Puts Identity together for one installation.</summary>
    public static ServiceProvider Build(AccessDatabase database, SignInOptions options, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddScoped(_ => database.CreateContext());
        services.AddLogging();
        services.AddIdentityCore<Account>(identity =>
        {
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            // AccountName says what a name may be.
            identity.User.AllowedUserNameCharacters = null!;
            identity.Password = new PasswordOptions
            {
                RequiredLength = PasswordRules.MinLength,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
            identity.Lockout.MaxFailedAccessAttempts = options.LockoutAfter;
            identity.Lockout.DefaultLockoutTimeSpan = options.LockoutFor;
        })
            .AddUserManager<AccountManager>()
            .AddUserStore<AccountStore>()
            .AddPasswordValidator<PasswordRules>();
        services.AddSingleton<HashCount>();
        services.AddScoped<IPasswordHasher<Account>, CountedHasher>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // Whoever holds the device has to show himself to it as well: else a passkey would be one factor only.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = options.PasswordRounds);
        return services.BuildServiceProvider();
    }
}
