using System.Reflection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Gudok.Access;

/// <summary>The part of <c>desk.db</c> that says who may do what. Tables begin with <c>access_</c>.</summary>
/// <remarks>An entity comes with its table's configuration (<see cref="IEntityTypeConfiguration{TEntity}"/>) in its own file and with a migration; a
/// text marked <see cref="SealedFieldAttribute"/> is sealed.</remarks>
internal sealed class AccessDb(DbContextOptions<AccessDb> options, FieldSeal seal) : IdentityUserContext<Account>(options)
{
    private const int MaxCredentialId = 1024;
    private const int SqliteConstraint = 19;

    /// <summary>What seals its fields: a model belongs to one seal.</summary>
    public FieldSeal Seal { get; } = seal;

    /// <summary>Saves what was changed.</summary>
    /// <exception cref="AccessException">GDK-7006: the disk does not take it.</exception>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException unwritten) when (unwritten is not DbUpdateConcurrencyException && unwritten.InnerException is SqliteException { SqliteErrorCode: not SqliteConstraint } reason)
        {
            throw new AccessException(AccessFaults.DeskUnwritten, $"desk.db could not be written: {reason.Message} See to space and rights of the data folder, then try again");
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // Milliseconds compare and sort in every database; SQLite has no type for times.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        var account = builder.Entity<Account>().ToTable("access_accounts");
        account.Metadata.RemoveIndex(account.Metadata.GetIndexes().Single(index => index.GetDatabaseName() == "EmailIndex"));
        account.Ignore(row => row.NormalizedEmail).Ignore(row => row.EmailConfirmed).Ignore(row => row.PhoneNumber).Ignore(row => row.PhoneNumberConfirmed);
        builder.Entity<IdentityUserClaim<string>>().ToTable("access_account_claims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("access_account_logins").Property<DateTimeOffset?>(LinkUse.UsedAt);
        builder.Entity<IdentityUserToken<string>>().ToTable("access_account_tokens");
        builder.Entity<IdentityUserPasskey<string>>(passkey =>
        {
            passkey.ToTable("access_account_passkeys").HasKey(row => row.CredentialId);
            passkey.Property(row => row.CredentialId).HasMaxLength(MaxCredentialId);
            passkey.OwnsOne(row => row.Data).ToJson();
            passkey.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).IsRequired();
        });
        builder.ApplyConfigurationsFromAssembly(typeof(AccessDb).Assembly);
        // Tokens are the secrets of second factors.
        var token = builder.Entity<IdentityUserToken<string>>().Metadata.FindProperty(nameof(IdentityUserToken<>.Value))!;
        token.SetValueConverter(new SealedText(Seal, "access_account_tokens.Value"));
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            if (property.PropertyInfo?.GetCustomAttribute<SealedFieldAttribute>() is null) continue;
            property.SetMaxLength(null);
            property.SetValueConverter(new SealedText(Seal, $"{property.DeclaringType.GetTableName()}.{property.Name}"));
        }
    }

    private sealed class UnixMilliseconds()
        : ValueConverter<DateTimeOffset, long>(time => time.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));
}
