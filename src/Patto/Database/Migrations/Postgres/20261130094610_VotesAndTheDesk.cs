using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Postgres
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
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<Guid>(
                name: "Together",
                table: "Amendments",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Via",
                table: "Amendments",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Web");

            migrationBuilder.CreateTable(
                name: "BallotReceipts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Choice = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BallotReceipts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Choices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Process = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Question = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Rule = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Electorate = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Group = table.Column<Guid>(type: "uuid", nullable: true),
                    Opens = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Closes = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Winners = table.Column<int>(type: "integer", nullable: false),
                    Points = table.Column<int>(type: "integer", nullable: false),
                    Budget = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    Quorum = table.Column<int>(type: "integer", nullable: true),
                    OnPaper = table.Column<bool>(type: "boolean", nullable: false),
                    WholeBallots = table.Column<bool>(type: "boolean", nullable: false),
                    Afterwards = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Options = table.Column<string>(type: "text", nullable: false, defaultValueSql: "'[]'"),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Opened = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    PublicKey = table.Column<byte[]>(type: "bytea", nullable: true),
                    SheetShown = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Counted = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Result = table.Column<string>(type: "text", nullable: true),
                    AnnulledWhy = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Choices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ChoiceVoters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Choice = table.Column<Guid>(type: "uuid", nullable: false),
                    Account = table.Column<Guid>(type: "uuid", nullable: true),
                    Person = table.Column<Guid>(type: "uuid", nullable: true),
                    CodeHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Voted = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChoiceVoters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CountedBallots",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Choice = table.Column<Guid>(type: "uuid", nullable: false),
                    Marks = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CountedBallots", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SealedBallots",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Choice = table.Column<Guid>(type: "uuid", nullable: false),
                    Envelope = table.Column<byte[]>(type: "bytea", nullable: false)
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
