using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gudok.Access;

/// <summary>A role that an account has.</summary>
internal sealed class AccountRole
{
    public required string AccountId { get; init; }

    public required Role Role { get; init; }
}

/// <summary>How roles are kept. The word is stored, so that the order of <see cref="Role"/> may change.</summary>
internal sealed class AccountRoleTable : IEntityTypeConfiguration<AccountRole>
{
    public void Configure(EntityTypeBuilder<AccountRole> builder)
    {
        builder.ToTable("access_account_roles").HasKey(row => new { row.AccountId, row.Role });
        builder.Property(row => row.Role).HasConversion<string>();
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
    }
}
