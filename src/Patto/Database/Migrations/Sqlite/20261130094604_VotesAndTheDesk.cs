using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class VotesAndTheDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Beside",
                table: "Amendments",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<Guid>(
                name: "Together",
                table: "Amendments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Via",
                table: "Amendments",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Web");

            migrationBuilder.CreateTable(
                name: "BallotReceipts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Choice = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BallotReceipts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Choices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Process = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Question = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Electorate = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Group = table.Column<Guid>(type: "TEXT", nullable: true),
                    Opens = table.Column<string>(type: "TEXT", nullable: false),
                    Closes = table.Column<string>(type: "TEXT", nullable: false),
                    Winners = table.Column<int>(type: "INTEGER", nullable: false),
                    Points = table.Column<int>(type: "INTEGER", nullable: false),
                    Budget = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: true),
                    Quorum = table.Column<int>(type: "INTEGER", nullable: true),
                    OnPaper = table.Column<bool>(type: "INTEGER", nullable: false),
                    WholeBallots = table.Column<bool>(type: "INTEGER", nullable: false),
                    Afterwards = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Options = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    Opened = table.Column<string>(type: "TEXT", nullable: true),
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: true),
                    SheetShown = table.Column<string>(type: "TEXT", nullable: true),
                    Counted = table.Column<string>(type: "TEXT", nullable: true),
                    Result = table.Column<string>(type: "TEXT", nullable: true),
                    AnnulledWhy = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Choices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ChoiceVoters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Choice = table.Column<Guid>(type: "TEXT", nullable: false),
                    Account = table.Column<Guid>(type: "TEXT", nullable: true),
                    Person = table.Column<Guid>(type: "TEXT", nullable: true),
                    CodeHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Voted = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChoiceVoters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CountedBallots",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Choice = table.Column<Guid>(type: "TEXT", nullable: false),
                    Marks = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CountedBallots", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SealedBallots",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Choice = table.Column<Guid>(type: "TEXT", nullable: false),
                    Envelope = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SealedBallots", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BallotReceipts_Choice_Code",
                table: "BallotReceipts",
                columns: new[] { "Choice", "Code" });

            migrationBuilder.CreateIndex(
                name: "IX_Choices_Authority_Code",
                table: "Choices",
                columns: new[] { "Authority", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Choices_Process",
                table: "Choices",
                column: "Process");

            migrationBuilder.CreateIndex(
                name: "IX_Choices_State_Closes",
                table: "Choices",
                columns: new[] { "State", "Closes" });

            migrationBuilder.CreateIndex(
                name: "IX_ChoiceVoters_Choice_Account",
                table: "ChoiceVoters",
                columns: new[] { "Choice", "Account" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChoiceVoters_Choice_CodeHash",
                table: "ChoiceVoters",
                columns: new[] { "Choice", "CodeHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CountedBallots_Choice",
                table: "CountedBallots",
                column: "Choice");

            migrationBuilder.CreateIndex(
                name: "IX_SealedBallots_Choice",
                table: "SealedBallots",
                column: "Choice");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BallotReceipts");

            migrationBuilder.DropTable(
                name: "Choices");

            migrationBuilder.DropTable(
                name: "ChoiceVoters");

            migrationBuilder.DropTable(
                name: "CountedBallots");

            migrationBuilder.DropTable(
                name: "SealedBallots");

            migrationBuilder.DropColumn(
                name: "Beside",
                table: "Amendments");

            migrationBuilder.DropColumn(
                name: "Together",
                table: "Amendments");

            migrationBuilder.DropColumn(
                name: "Via",
                table: "Amendments");
        }
    }
}
