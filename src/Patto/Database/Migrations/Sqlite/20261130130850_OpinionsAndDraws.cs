using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OpinionsAndDraws : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DrawCandidates",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Draw = table.Column<Guid>(type: "TEXT", nullable: false),
                    Process = table.Column<Guid>(type: "TEXT", nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Features = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    Home = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Via = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: true),
                    Household = table.Column<int>(type: "INTEGER", nullable: false),
                    ReserveFor = table.Column<int>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Answered = table.Column<string>(type: "TEXT", nullable: true),
                    HasFeatures = table.Column<bool>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DrawCandidates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DrawPanelLists",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Draw = table.Column<Guid>(type: "TEXT", nullable: false),
                    Chances = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    Naive = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    Written = table.Column<string>(type: "TEXT", nullable: false),
                    FewestAlike = table.Column<int>(type: "INTEGER", nullable: false),
                    Bound = table.Column<double>(type: "REAL", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DrawPanelLists", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Draws",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Process = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Criteria = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Group = table.Column<Guid>(type: "TEXT", nullable: true),
                    Interest = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    Seats = table.Column<int>(type: "INTEGER", nullable: false),
                    OnePerHome = table.Column<bool>(type: "INTEGER", nullable: false),
                    Opens = table.Column<string>(type: "TEXT", nullable: false),
                    Closes = table.Column<string>(type: "TEXT", nullable: false),
                    DrawnAt = table.Column<string>(type: "TEXT", nullable: true),
                    Place = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Quotas = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    Changes = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    Opened = table.Column<string>(type: "TEXT", nullable: true),
                    Frozen = table.Column<string>(type: "TEXT", nullable: true),
                    ListSeed = table.Column<long>(type: "INTEGER", nullable: false),
                    Obstacle = table.Column<string>(type: "TEXT", nullable: true),
                    Published = table.Column<string>(type: "TEXT", nullable: true),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    WholeHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Seed = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Ticket = table.Column<int>(type: "INTEGER", nullable: true),
                    Reserves = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    Drawn = table.Column<string>(type: "TEXT", nullable: true),
                    AnnulledWhy = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Draws", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OpinionSurveys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Process = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Opens = table.Column<string>(type: "TEXT", nullable: false),
                    Closes = table.Column<string>(type: "TEXT", nullable: false),
                    Interests = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    Result = table.Column<string>(type: "TEXT", nullable: true),
                    Mapped = table.Column<string>(type: "TEXT", nullable: true),
                    Groups = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpinionSurveys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SurveyAnswers",
                columns: table => new
                {
                    Participant = table.Column<Guid>(type: "TEXT", nullable: false),
                    Statement = table.Column<Guid>(type: "TEXT", nullable: false),
                    Survey = table.Column<Guid>(type: "TEXT", nullable: false),
                    Value = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SurveyAnswers", x => new { x.Participant, x.Statement });
                });

            migrationBuilder.CreateTable(
                name: "SurveyParticipants",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Survey = table.Column<Guid>(type: "TEXT", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    KeyHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Interest = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SurveyParticipants", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SurveyStatements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Authority = table.Column<Guid>(type: "TEXT", nullable: false),
                    Process = table.Column<Guid>(type: "TEXT", nullable: false),
                    Survey = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    IsAbout = table.Column<bool>(type: "INTEGER", nullable: false),
                    Source = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsProposed = table.Column<bool>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SurveyStatements", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DrawCandidates_Draw_At",
                table: "DrawCandidates",
                columns: new[] { "Draw", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_DrawCandidates_Person",
                table: "DrawCandidates",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_DrawPanelLists_Draw",
                table: "DrawPanelLists",
                column: "Draw",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Draws_Authority_Code",
                table: "Draws",
                columns: new[] { "Authority", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Draws_Process",
                table: "Draws",
                column: "Process");

            migrationBuilder.CreateIndex(
                name: "IX_Draws_State_Closes",
                table: "Draws",
                columns: new[] { "State", "Closes" });

            migrationBuilder.CreateIndex(
                name: "IX_OpinionSurveys_Authority_Code",
                table: "OpinionSurveys",
                columns: new[] { "Authority", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OpinionSurveys_Process_State",
                table: "OpinionSurveys",
                columns: new[] { "Process", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_SurveyAnswers_Survey",
                table: "SurveyAnswers",
                column: "Survey");

            migrationBuilder.CreateIndex(
                name: "IX_SurveyParticipants_Survey_KeyHash",
                table: "SurveyParticipants",
                columns: new[] { "Survey", "KeyHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SurveyStatements_Process_State",
                table: "SurveyStatements",
                columns: new[] { "Process", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_SurveyStatements_Survey_Number",
                table: "SurveyStatements",
                columns: new[] { "Survey", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DrawCandidates");

            migrationBuilder.DropTable(
                name: "DrawPanelLists");

            migrationBuilder.DropTable(
                name: "Draws");

            migrationBuilder.DropTable(
                name: "OpinionSurveys");

            migrationBuilder.DropTable(
                name: "SurveyAnswers");

            migrationBuilder.DropTable(
                name: "SurveyParticipants");

            migrationBuilder.DropTable(
                name: "SurveyStatements");
        }
    }
}
