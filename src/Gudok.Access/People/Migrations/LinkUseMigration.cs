using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gudok.Access;

/// <summary>When a link to a provider was made or last used.</summary>
[DbContext(typeof(AccessDb))]
[Migration("20261123151000_LinkUse")]
internal sealed class LinkUseMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<long>("UsedAt", "access_account_logins", nullable: true);
}
