using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gudok.Access;

/// <summary>That an account belongs to a team, or leads it if it is a supervisor's.</summary>
internal sealed class TeamMember
{
    public required string TeamId { get; init; }

    public required string AccountId { get; init; }
}

/// <summary>How membership is kept.</summary>
internal sealed class TeamMemberTable : IEntityTypeConfiguration<TeamMember>
{
    public void Configure(EntityTypeBuilder<TeamMember> builder)
    {
        builder.ToTable("access_team_members").HasKey(row => new { row.TeamId, row.AccountId });
        builder.HasOne<Team>().WithMany().HasForeignKey(row => row.TeamId);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
    }
}
